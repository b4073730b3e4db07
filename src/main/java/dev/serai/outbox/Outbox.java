package dev.serai.outbox;

import java.util.concurrent.CompletableFuture;

/** The log's writing end. */
public interface Outbox {

    /**
     * Appends an event unless it is a duplicate. Returns at once; thread-safe.
     *
     * @return done after the commit; failed with {@link OutboxUnavailable} when it is not known to
     *     be durable, in which case its sender must be told to come again (a second try is safe: it
     *     is deduplicated by its keys); failed with {@link OutboxRefused} when no second try would
     *     help
     */
    CompletableFuture<Appended> append(Candidate candidate);
}
