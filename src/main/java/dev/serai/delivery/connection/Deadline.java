package dev.serai.delivery.connection;

import java.time.Duration;

/**
 * When something has to be over.
 *
 * @param begun when it began, by {@link System#nanoTime}
 * @param limit how long it may take
 */
public record Deadline(long begun, Duration limit) {

    /** One that begins now. */
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime(), limit);
    }

    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** How long there still is; zero when it has passed. */
    public Duration left() {
        Duration left = limit.minus(spent());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** For a person. */
    String words() {
        return "no answer within " + limit.toMillis() + " ms";
    }
}
