package dev.serai.relay.batch;

import dev.serai.outbox.Entry;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.sink.SinkName;
import java.util.List;
import java.util.Set;

/**
 * What a sink is handed at once.
 *
 * @param sink whose it is
 * @param entries the entries, in log order within each shard; none when all were filtered out
 * @param upTo the sink's place in each shard it touches once the batch is done with; what the
 *     filter left out or what was parked counts as done
 * @param replayed the parked events that these entries are sent again for; none in the normal flow
 */
public record Batch(
        SinkName sink, List<Entry> entries, List<Place> upTo, List<ParkedEvent> replayed) {

    public Batch {
        entries = List.copyOf(entries);
        upTo = List.copyOf(upTo);
        replayed = List.copyOf(replayed);
    }

    /** Whether it was parked before and is sent again by request. */
    public boolean isReplay() {
        return !replayed.isEmpty();
    }

    /** What is left of it without some of its entries, which are parked instead. */
    public Batch without(Set<Position> parked) {
        return new Batch(
                sink,
                entries.stream().filter(entry -> !parked.contains(entry.position())).toList(),
                upTo,
                replayed.stream().filter(event -> !parked.contains(event.position())).toList());
    }

    /** One entry of it, alone; it keeps no place. */
    public Batch only(Entry entry) {
        Position position = entry.position();
        return new Batch(
                sink,
                List.of(entry),
                List.of(),
                replayed.stream().filter(event -> position.equals(event.position())).toList());
    }

    /** Whether nothing is left to be done for it. */
    public boolean isDone() {
        return entries.isEmpty() && upTo.isEmpty();
    }
}
