package dev.serai.delivery.courier;

import dev.serai.subscription.Endpoint;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * How many attempts each endpoint may have now, by its rate: a bucket that holds one second's
 * worth. Each hub counts for itself. Thread-safe.
 */
public final class Throttles {

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier ticker;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * Makes them.
     *
     * @param ticker nanoseconds from an arbitrary origin
     */
    public Throttles(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** How many attempts may be made now. */
    public int available(Endpoint endpoint) {
        Integer rate = endpoint.settings().throttleRate();
        return rate == null
                ? Integer.MAX_VALUE
                : (int) bucket(endpoint).level(rate, ticker.getAsLong());
    }

    /** Forgets an endpoint that is gone. */
    public void forget(String endpoint) {
        buckets.remove(endpoint);
    }

    boolean take(Endpoint endpoint) {
        Integer rate = endpoint.settings().throttleRate();
        return rate == null || bucket(endpoint).take(rate, ticker.getAsLong());
    }

    private Bucket bucket(Endpoint endpoint) {
        return buckets.computeIfAbsent(endpoint.id(), id -> new Bucket(ticker.getAsLong()));
    }

    /** Mutable, guarded by itself. */
    private static final class Bucket {

        private double level = Double.MAX_VALUE;
        private long filledAt;

        Bucket(long now) {
            this.filledAt = now;
        }

        synchronized double level(int rate, long now) {
            level = Math.min(rate, level + rate * (now - filledAt) / NANOS_PER_SECOND);
            filledAt = now;
            return level;
        }

        synchronized boolean take(int rate, long now) {
            if (level(rate, now) < 1) {
                return false;
            }
            level--;
            return true;
        }
    }
}
