package dev.serai.outbox;

import dev.serai.event.EventId;

/**
 * What became of a candidate. Either way its event is durable: committed, and on the database's
 * disk.
 */
public sealed interface Appended {

    /** The id of the event in the log: of the original, when this was a copy of it. */
    EventId id();

    /** It is in the log now. */
    record New(EventId id, Position position) implements Appended {}

    /** It was there already. */
    record Duplicate(EventId id) implements Appended {}
}
