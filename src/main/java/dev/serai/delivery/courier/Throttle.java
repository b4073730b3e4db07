package dev.serai.delivery.courier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's throttle. For its rate, a bucket that holds a tenth of a second's worth, so that
 * no second sees more than 1.1 times the rate. For an endpoint that says it is busy, a pause after
 * every attempt: twice as long each time it says so again, half as long each time it does not.
 * Guarded by itself.
 */
final class Throttle {

    static final int NO_RATE = 0;

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final int BUCKETS_A_SECOND = 10;
    private static final long PAUSE_FIRST = Duration.ofMillis(100).toNanos();
    private static final long PAUSE_LEAST = Duration.ofMillis(2).toNanos();
    private static final long PAUSE_MAX = Duration.ofMinutes(1).toNanos();

    /** No endpoint is left alone as a whole for longer, whatever it asks. */
    private static final long RETRY_AFTER_MAX = Duration.ofMinutes(10).toNanos();

    private double level = Double.MAX_VALUE;
    private long filledAt;
    private long pause;
    private long opensAt;
    private long slowedAt;

    Throttle(long now) {
        this.filledAt = now;
        this.opensAt = now;
    }

    synchronized int available(int rate, long now) {
        if (now - opensAt < 0) {
            return 0;
        }
        int most = rate == NO_RATE ? Integer.MAX_VALUE : (int) level(rate, now);
        return pause == 0 ? most : Math.min(1, most);
    }

    synchronized long opensIn(int rate, long now) {
        long busy = Math.max(0, opensAt - now);
        if (rate == NO_RATE) {
            return busy;
        }
        double missing = Math.max(0, 1 - level(rate, now));
        return Math.max(busy, (long) Math.ceil(missing * SECOND / rate));
    }

    synchronized boolean take(int rate, long now) {
        if (available(rate, now) < 1) {
            return false;
        }
        level--;
        if (pause > 0) {
            opensAt = now + pause;
        }
        return true;
    }

    /** Several attempts that were under way together slow it down once. */
    synchronized void slow(@Nullable Duration retryAfter, long now) {
        if (pause == 0 || now - slowedAt >= pause) {
            pause = pause == 0 ? PAUSE_FIRST : Math.min(PAUSE_MAX, pause * 2);
            slowedAt = now;
        }
        long asked =
                retryAfter == null
                        ? 0
                        : retryAfter.compareTo(Duration.ofNanos(RETRY_AFTER_MAX)) > 0
                                ? RETRY_AFTER_MAX
                                : retryAfter.toNanos();
        long until = now + Math.max(pause, asked);
        if (until - opensAt > 0) {
            opensAt = until;
        }
    }

    synchronized void ease(long now) {
        pause /= 2;
        if (pause < PAUSE_LEAST) {
            pause = 0;
            opensAt = now;
        }
    }

    synchronized boolean isBusy() {
        return pause > 0;
    }

    private double level(int rate, long now) {
        double most = Math.max(1, (double) rate / BUCKETS_A_SECOND);
        level = Math.min(most, level + rate * (now - filledAt) / SECOND);
        filledAt = now;
        return level;
    }
}
