package dev.serai.relay.cursor;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Session;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.sink.From;
import java.util.List;
import java.util.UUID;

/** Sessions whose places are in the log's own database. */
public final class PostgresSessions implements Sessions {

    private final PostgresCursors cursors;
    private final EventLog log;
    private final ParkedEvents parked;
    private final CheckPlaces check;

    public PostgresSessions(PostgresCursors cursors, EventLog log, ParkedEvents parked) {
        this.cursors = cursors;
        this.log = log;
        this.parked = parked;
        this.check = new CheckPlaces(log);
    }

    @Override
    public Session open(LeasedGroup group, From from) {
        UUID incarnation = log.incarnation();
        List<PostgresCursors.Cursor> taken = cursors.take(group);
        if (taken.size() < group.group().shards().size()) {
            cursors.begin(group, from.places(log, group.group().shards()), incarnation);
            taken = cursors.take(group);
        }
        for (PostgresCursors.Cursor cursor : taken) {
            check.incarnation(
                    group, cursor.incarnation(), incarnation, "delete its rows of serai.cursor");
        }
        List<Place> places = taken.stream().map(PostgresCursors.Cursor::place).toList();
        check.places(places);
        return new PostgresSession(group, places);
    }

    @Override
    public void forget(LeasedGroup group) {
        cursors.delete(group);
    }

    private final class PostgresSession implements Session {

        private final LeasedGroup group;
        private final List<Place> places;

        PostgresSession(LeasedGroup group, List<Place> places) {
            this.group = group;
            this.places = places;
        }

        @Override
        public List<Place> places() {
            return places;
        }

        @Override
        public void settle(Batch batch) {
            if (!batch.upTo().isEmpty()) {
                cursors.move(group, batch.upTo());
            }
            if (batch.isReplay()) {
                parked.remove(batch.replayed().stream().map(ParkedEvent::id).toList());
            }
        }
    }
}
