package dev.serai.relay.cursor;

import dev.serai.relay.batch.Session;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.sink.From;

/** Opens sessions; one per kind of keeper. Thread-safe. */
public interface Sessions {

    /**
     * Takes a group over from whoever served it before: afterwards nobody with an older epoch can
     * move its places.
     *
     * @param from where the group begins when the sink is new
     * @throws CannotContinue if its places do not belong to the log
     * @throws LeaseLost if a newer epoch has been here
     */
    Session open(LeasedGroup group, From from);

    /** Deletes a group's places: a sink of this name begins anew. For whoever has its lease. */
    void forget(LeasedGroup group);
}
