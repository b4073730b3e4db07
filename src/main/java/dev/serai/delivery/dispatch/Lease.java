package dev.serai.delivery.dispatch;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a claim holds: for the longest attempt, and for a while before and after it.
 *
 * @param attempt how long an attempt may take
 * @param ticker nanoseconds from an arbitrary origin
 */
public record Lease(Duration attempt, LongSupplier ticker) {

    /** Before the attempt, in the lane's queue. */
    private static final Duration QUEUED_MAX = Duration.ofSeconds(20);

    /** After the attempt, until it is recorded. */
    private static final Duration RECORDING_MAX = Duration.ofSeconds(10);

    public Duration length() {
        return QUEUED_MAX.plus(attempt).plus(RECORDING_MAX);
    }

    /** Begins one; says whether there is still time for an attempt. */
    BooleanSupplier begin() {
        long begun = ticker.getAsLong();
        return () -> ticker.getAsLong() - begun < QUEUED_MAX.toNanos();
    }
}
