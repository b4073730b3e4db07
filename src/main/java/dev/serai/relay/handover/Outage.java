package dev.serai.relay.handover;

import dev.serai.relay.batch.EntryFailed;
import dev.serai.relay.batch.SinkAway;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time in which nothing could be delivered: how long to pause, and what to say of it: the first
 * failure, then once a minute, then the end. One thread.
 */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration SAY_EVERY = Duration.ofMinutes(1);

    /** A far end that asks for more is asked again nevertheless: it may have been a mistake. */
    static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);

    private final String what;
    private final RelayTimes times;
    private final LongSupplier ticker;
    private final Duration most;
    private Duration pause;
    private int failures;
    private long began;
    private long said;

    Outage(String what, RelayTimes times, @Nullable Duration most, LongSupplier ticker) {
        this.what = what;
        this.times = times;
        this.most = most == null ? times.backOffMost() : most;
        this.ticker = ticker;
        this.pause = times.backOffFirst();
    }

    boolean isOn() {
        return failures > 0;
    }

    /** It failed, again perhaps. Answers how long to wait before the next try. */
    Duration failed(Throwable cause) {
        long now = ticker.getAsLong();
        failures++;
        if (failures == 1) {
            began = now;
            said = now;
            LOG.warn(
                    "{} cannot deliver; it waits and tries again, nothing is lost: {}",
                    what,
                    describe(cause));
            LOG.debug("{} cannot deliver because of", what, cause);
        } else if (now - said >= SAY_EVERY.toNanos()) {
            said = now;
            LOG.warn(
                    "{} still cannot deliver, after {} tries in {} s: {}",
                    what,
                    failures,
                    Duration.ofNanos(now - began).toSeconds(),
                    describe(cause));
        }
        Duration wait = atLeast(pause, cause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(most) > 0 ? most : doubled;
        return wait;
    }

    /** As long as the far end wants, within a bound: that is its own limit, or its own outage. */
    private static Duration atLeast(Duration pause, Throwable cause) {
        Duration asked =
                cause instanceof SinkAway away
                        ? away.retryAfter().orElse(Duration.ZERO)
                        : Duration.ZERO;
        Duration bounded = asked.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : asked;
        return bounded.compareTo(pause) > 0 ? bounded : pause;
    }

    /** It worked. */
    void over() {
        if (isOn()) {
            LOG.info(
                    "{} delivers again, after {} tries in {} s",
                    what,
                    failures,
                    Duration.ofNanos(ticker.getAsLong() - began).toSeconds());
        }
        failures = 0;
        pause = times.backOffFirst();
    }

    /** What happened, for people. */
    static String describe(Throwable cause) {
        if (cause instanceof SinkAway || cause instanceof EntryFailed) {
            return String.valueOf(cause.getMessage());
        }
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
