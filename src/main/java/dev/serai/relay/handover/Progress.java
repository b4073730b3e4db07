package dev.serai.relay.handover;

import dev.serai.outbox.Entry;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which entries of a batch are done with, while they are handed over one by one. Thread-safe. */
final class Progress {

    private final Batch batch;
    private final Set<Position> taken = ConcurrentHashMap.newKeySet();
    private final Set<Position> parked = ConcurrentHashMap.newKeySet();

    Progress(Batch batch) {
        this.batch = batch;
    }

    /** The sink has it. */
    void taken(Entry entry) {
        taken.add(entry.position());
    }

    /** The sink will not get it for now. */
    void parked(Entry entry) {
        parked.add(entry.position());
    }

    /** What is done with, whatever was left out before it. */
    Set<Position> done() {
        Set<Position> done = new HashSet<>(taken);
        done.addAll(parked);
        return done;
    }

    /**
     * What can be settled: in each shard, the places up to the first entry that is not done with.
     */
    Batch reached() {
        List<ParkedEvent> again =
                batch.replayed().stream()
                        .filter(event -> taken.contains(event.position()))
                        .toList();
        List<Place> places = List.copyOf(places(done()).values());
        return new Batch(batch.sink(), List.of(), places, again);
    }

    private Map<Integer, Place> places(Set<Position> done) {
        Map<Integer, Place> places = new TreeMap<>();
        if (batch.isReplay()) {
            return places;
        }
        batch.upTo().forEach(place -> places.put(place.position().shard(), place));
        Set<Integer> stuck = new HashSet<>();
        Map<Integer, Place> reached = new TreeMap<>();
        for (Entry entry : batch.entries()) {
            int shard = entry.position().shard();
            if (!done.contains(entry.position()) && stuck.add(shard)) {
                places.remove(shard);
            }
            if (!stuck.contains(shard)) {
                reached.put(shard, Place.after(entry));
            }
        }
        reached.forEach(places::putIfAbsent);
        return places;
    }
}
