package dev.serai.relay.batch;

import dev.serai.relay.sink.Portions;

/**
 * The sink's side: takes batches. Called by one thread per group of shards, in log order; with
 * {@link Portions#parallel()} by several, but never by two for events of one key.
 */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Takes a batch; when this returns, the batch is done with.
     *
     * @param session for a sink that takes part in keeping its place
     * @throws Refused if the sink will never take some of the entries: those are parked and the
     *     others are handed over again
     * @throws EntryFailed if the reason seems to lie in the entries: they are handed over one by
     *     one, and those that go on failing are parked
     * @throws Exception anything else is an outage: the entries are handed over again, later
     */
    void handle(Batch batch, Session session) throws Exception;
}
