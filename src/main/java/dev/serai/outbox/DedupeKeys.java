package dev.serai.outbox;

import dev.serai.event.EventId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The keys of what has been seen, for those who keep something that is not an event of the log yet.
 */
public interface DedupeKeys {

    /**
     * Claims keys for an event id, in the caller's transaction: they are taken when that commits,
     * and a later copy, here or in the log, is a duplicate of this id.
     *
     * @return the id that has one of the keys already, in which case nothing of the caller's is
     *     new; else empty
     */
    Optional<EventId> claim(EventId id, List<DedupeKey> keys);

    /** How long a key is remembered at least. */
    Duration window();
}
