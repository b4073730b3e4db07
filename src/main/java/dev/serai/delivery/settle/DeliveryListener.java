package dev.serai.delivery.settle;

import dev.serai.parked.ParkedEvent;
import java.time.Duration;

/**
 * Is told what the engine does. Must be quick, must not throw and must do no I/O; called on many
 * threads.
 */
public interface DeliveryListener {

    /** Nobody listens. */
    DeliveryListener NOOP = new DeliveryListener() {};

    /**
     * An endpoint took an event.
     *
     * @param took the attempt
     * @param sinceAppended since the event was appended to the log
     */
    default void delivered(Duration took, Duration sinceAppended) {}

    /**
     * An attempt failed.
     *
     * @param status the HTTP status; 0 when there was no answer
     */
    default void failed(int status, Duration took) {}

    /** An attempt was put off without being made: breaker open, or rate reached. */
    default void postponed() {}

    /** A delivery was given up on for now. */
    default void parked(ParkedEvent.Reason reason, int deliveries) {}

    /** An endpoint's circuit breaker opened. */
    default void breakerOpened(String endpoint) {}

    /** An endpoint's circuit breaker closed. */
    default void breakerClosed(String endpoint) {}
}
