package dev.serai.relay.cursor;

import dev.serai.outbox.Place;
import dev.serai.relay.lease.LeasedGroup;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Copies, in the log's database, of cursors that are kept elsewhere: any hub can tell from them how
 * far a sink is, and a keeper that lost its own is noticed. Thread-safe.
 */
public interface CursorMirror {

    /** The places last written; none for a shard that never had one. */
    List<Place> read(LeasedGroup group);

    /**
     * Writes places; never moves one back.
     *
     * @throws LeaseLost if a newer epoch has been here
     */
    void write(LeasedGroup group, Collection<Place> places, UUID incarnation);
}
