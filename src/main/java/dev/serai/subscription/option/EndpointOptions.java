package dev.serai.subscription.option;

import dev.serai.subscription.condition.Condition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint wants what it gets.
 *
 * @param payload what is posted
 * @param ordering whether an event waits for the one before it
 * @param concurrency how many attempts are made at the same time at most, over all hubs; null for
 *     what each hub allows
 * @param retrySchedule how long after each failed attempt the next one comes; null for that of the
 *     event's type, or the hub's
 * @param condition only events whose data meet it are wanted; null for all
 */
public record EndpointOptions(
        Payload payload,
        Ordering ordering,
        @Nullable Integer concurrency,
        @Nullable List<Duration> retrySchedule,
        @Nullable Condition condition) {

    /** How many delays a schedule has at most, and how long one of them is. */
    public static final int DELAYS_MAX = 50;

    public static final Duration DELAY_MAX = Duration.ofDays(7);

    /** The most that may be asked for; each hub may allow less. */
    public static final int CONCURRENCY_MAX = 1_000;

    /** Of an endpoint that says nothing of it. */
    public static final EndpointOptions DEFAULT =
            new EndpointOptions(Payload.DATA, Ordering.NONE, null, null, null);

    public EndpointOptions {
        if (concurrency != null && (concurrency < 1 || concurrency > CONCURRENCY_MAX)) {
            throw new IllegalArgumentException("concurrency is a whole number from 1 to 1000");
        }
        if (retrySchedule != null) {
            retrySchedule = List.copyOf(retrySchedule);
            if (retrySchedule.size() > DELAYS_MAX
                    || retrySchedule.stream()
                            .anyMatch(d -> d.isNegative() || d.compareTo(DELAY_MAX) > 0)) {
                throw new IllegalArgumentException(
                        "a retry schedule has at most 50 delays, each of at most 7 days");
            }
        }
    }

    /** Whether its deliveries follow each other in some way. */
    public boolean isOrdered() {
        return ordering != Ordering.NONE;
    }
}
