package dev.serai.outbox;

import dev.serai.event.Event;
import java.time.Instant;

/**
 * An event in the log.
 *
 * @param position where
 * @param at when it was appended, by the database's clock; never falls within a shard
 * @param event the event
 */
public record Entry(Position position, Instant at, Event event) {

    /** What an entry weighs beside its data, in bytes. */
    public static final int OVERHEAD = 512;

    /** About how much memory it takes, in bytes. */
    public long weight() {
        return OVERHEAD + event.data().length;
    }
}
