package dev.serai.relay.lease;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long this hub may still believe that it has a group's lease, by a clock that nobody sets. The
 * time counts from before the renewal was sent, so it is over here before it is over in the
 * database. Thread-safe.
 */
public final class Lease {

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final LongSupplier ticker;
    private final AtomicLong origin;
    private final AtomicLong lasting;

    private Lease(LongSupplier ticker, long from, long nanos) {
        this.ticker = ticker;
        this.origin = new AtomicLong(from);
        this.lasting = new AtomicLong(nanos);
    }

    /**
     * A lease.
     *
     * @param ticker nanoseconds, as {@link System#nanoTime()}
     * @param sentAt the ticker's time before it was asked for
     */
    public static Lease of(LongSupplier ticker, long sentAt, Duration lasting) {
        return new Lease(ticker, sentAt, lasting.toNanos());
    }

    /** For what needs no lease. */
    public static Lease forEver(LongSupplier ticker) {
        return new Lease(ticker, ticker.getAsLong(), FOR_EVER);
    }

    public void renewed(long sentAt) {
        origin.set(sentAt);
    }

    /** It is another hub's. */
    public void lose() {
        lasting.set(-1);
    }

    public boolean isValid() {
        long nanos = lasting.get();
        return nanos == FOR_EVER || ticker.getAsLong() - origin.get() < nanos;
    }
}
