package dev.serai.outbox;

import java.time.Duration;

/** Is told what the log does. Must be quick and must not throw; called on the lanes' threads. */
public interface OutboxListener {

    /** Nobody listens. */
    OutboxListener NOOP = new OutboxListener() {};

    /** A batch is durable. */
    default void appended(int events, int duplicates, Duration took) {}

    /** A batch failed; its senders were told to come again. */
    default void failed(int events) {}

    /** An event was turned away because too much was waiting. */
    default void turnedAway() {}
}
