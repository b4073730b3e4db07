package dev.serai.relay.status;

import dev.serai.event.Event;
import dev.serai.outbox.Position;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.SinkName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a sink is, whichever hubs serve it.
 *
 * @param filter which events it wants, as far as this hub knows
 * @param shards one per shard that has a cursor, ascending
 */
public record SinkStatus(SinkName sink, EntryFilter filter, List<ShardStatus> shards) {

    public SinkStatus {
        shards = List.copyOf(shards);
    }

    /** What became of an event at a sink, unless it is parked there. */
    public enum Outcome {
        DELIVERED,
        WAITING,
        FILTERED
    }

    /** What became of an event of the log, unless it is parked. */
    public Outcome outcomeOf(Event event, Position position) {
        if (!filter.passes(event)) {
            return Outcome.FILTERED;
        }
        boolean delivered =
                shards.stream()
                        .filter(s -> s.shard() == position.shard())
                        .anyMatch(s -> s.place().position().offset() >= position.offset());
        return delivered ? Outcome.DELIVERED : Outcome.WAITING;
    }

    /** How many entries it has not dealt with yet. */
    public long lag() {
        return shards.stream().mapToLong(ShardStatus::lag).sum();
    }

    /** When the oldest entry that it has not dealt with was appended. */
    public Optional<Instant> oldestUndelivered() {
        return shards.stream()
                .map(ShardStatus::oldestUndelivered)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }
}
