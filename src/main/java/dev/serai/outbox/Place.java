package dev.serai.outbox;

import java.time.Instant;

/**
 * How far a reader has come in a shard: up to and including a position.
 *
 * @param position the last entry that is done with; offset 0 for none yet
 * @param at when that entry was appended, by the database's clock: entries after it are not older,
 *     so that old partitions need not be looked at; {@link Instant#EPOCH} when unknown
 */
public record Place(Position position, Instant at) {

    /** Before the first entry of a shard. */
    public static Place start(int shard) {
        return new Place(new Position(shard, 0), Instant.EPOCH);
    }

    /** The place after an entry has been dealt with. */
    public static Place after(Entry entry) {
        return new Place(entry.position(), entry.at());
    }
}
