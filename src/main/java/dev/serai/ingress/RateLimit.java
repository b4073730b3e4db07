package dev.serai.ingress;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So many per second, and as many at once after a rest (the generic cell rate algorithm: one number
 * is all its state). Counts in this hub alone. Thread-safe.
 */
public final class RateLimit {

    private static final RateLimit NONE = new RateLimit(0, () -> 0);

    private final long interval;
    private final long burst;
    private final LongSupplier nanoTime;
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

    private RateLimit(long interval, LongSupplier nanoTime) {
        this.interval = interval;
        this.burst = TimeUnit.SECONDS.toNanos(1);
        this.nanoTime = nanoTime;
    }

    /**
     * A limit.
     *
     * @param perSecond 0 for none
     * @param nanoTime {@link System#nanoTime()}, or a test's clock
     */
    public static RateLimit perSecond(int perSecond, LongSupplier nanoTime) {
        if (perSecond < 0) {
            throw new IllegalArgumentException("a rate is not negative");
        }
        return perSecond == 0
                ? NONE
                : new RateLimit(TimeUnit.SECONDS.toNanos(1) / perSecond, nanoTime);
    }

    /** Takes one; zero when there was one to take, else how long to wait for it. */
    Duration take() {
        if (interval == 0) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        while (true) {
            long seen = next.get();
            // Differences, not comparisons: the clock's zero is anywhere.
            long from = seen == Long.MIN_VALUE || seen - now < 0 ? now : seen;
            long wait = from + interval - now - burst;
            if (wait > 0) {
                return Duration.ofNanos(wait);
            }
            if (next.compareAndSet(seen, from + interval)) {
                return Duration.ZERO;
            }
        }
    }
}
