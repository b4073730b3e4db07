package dev.serai.outbox;

/**
 * The log cannot take an event now: the database is away, too slow, or the hub has too much waiting
 * for it.
 */
public final class OutboxUnavailable extends RuntimeException {

    public OutboxUnavailable(String message) {
        super(message);
    }

    public OutboxUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
