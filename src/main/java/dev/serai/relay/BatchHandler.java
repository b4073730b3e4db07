package dev.serai.relay;

/** The sink's side: takes batches. Called by one thread per group of shards, in log order. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Takes a batch; when this returns, the batch is done with.
     *
     * @param session for a sink that takes part in keeping its place
     * @throws Refused if the sink will never take some of the entries: those are parked and the
     *     others are handed over again
     * @throws Exception anything else is an outage: the entries are handed over again, later
     */
    void handle(Batch batch, Session session) throws Exception;
}
