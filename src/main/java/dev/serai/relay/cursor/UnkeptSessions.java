package dev.serai.relay.cursor;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Session;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.sink.From;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sessions for a sink that every hub serves for itself: places only in memory. One thread. */
public final class UnkeptSessions implements Sessions {

    private final EventLog log;
    private final SortedMap<Integer, Place> places = new TreeMap<>();

    public UnkeptSessions(EventLog log) {
        this.log = log;
    }

    /** Begins at the log's end the first time; after an outage, where it was. */
    @Override
    public Session open(LeasedGroup group, From from) {
        if (places.isEmpty()) {
            move(From.NOW.places(log, group.group().shards()));
        }
        return new UnkeptSession();
    }

    @Override
    public void forget(LeasedGroup group) {
        places.clear();
    }

    private void move(List<Place> to) {
        to.forEach(place -> places.put(place.position().shard(), place));
    }

    private final class UnkeptSession implements Session {

        @Override
        public List<Place> places() {
            return List.copyOf(places.values());
        }

        @Override
        public void settle(Batch batch) {
            move(batch.upTo());
        }
    }
}
