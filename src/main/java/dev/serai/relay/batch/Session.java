package dev.serai.relay.batch;

import dev.serai.outbox.Place;
import java.util.List;

/**
 * Keeps the places of one group of shards while this hub has the lease of it. Used by one thread;
 * after any exception but {@link Refused} it is only closed, and another one is opened.
 */
public interface Session extends AutoCloseable {

    /** Where the group stood when the session was opened: one place per shard. */
    List<Place> places();

    /**
     * The batch is done with: keeps its places durably, or forgets the parked events it was a
     * replay of.
     *
     * @throws LeaseLost if another hub has taken over
     */
    void settle(Batch batch);

    /** Whether a batch may be handed over in parts, and settled part by part. */
    default boolean isDivisible() {
        return true;
    }

    /** Whether it can be used on after some of a batch were refused. */
    default boolean isUsable() {
        return true;
    }

    /** There is nothing to deliver now. */
    default void idle() {
        // Every batch was settled for good at once.
    }

    /** Ends it; never throws. */
    @Override
    default void close() {
        // Holds nothing.
    }
}
