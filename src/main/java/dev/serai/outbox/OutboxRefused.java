package dev.serai.outbox;

/**
 * The log can never take this event: the database refuses what it says. Others are not affected.
 */
public final class OutboxRefused extends RuntimeException {

    public OutboxRefused(Throwable cause) {
        super("the log refuses what the event says", cause);
    }
}
