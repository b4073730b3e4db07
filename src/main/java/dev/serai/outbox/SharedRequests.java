package dev.serai.outbox;

import java.util.UUID;

/**
 * The webhooks that several events came in by, each kept once, for as long as those events.
 * Thread-safe.
 */
public interface SharedRequests {

    /**
     * Keeps a webhook; it is durable when this returns. One that was kept today already stays as it
     * is.
     *
     * @param identity what is the same when the webhook comes again: its source and its body
     * @return its id, for {@link Candidate#rawId}
     * @throws OutboxUnavailable if it is not known to be durable
     */
    UUID keep(DedupeKey identity, RawRequest request);
}
