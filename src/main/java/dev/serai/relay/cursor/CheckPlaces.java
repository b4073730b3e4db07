package dev.serai.relay.cursor;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.relay.batch.CannotContinue;
import dev.serai.relay.lease.LeasedGroup;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out when a sink's places are of another log than the one that is there: after a restore, or
 * a fail-over to a standby that lagged, positions that were delivered are given to other events,
 * which a reader that went on would skip.
 */
public final class CheckPlaces {

    private final EventLog log;

    public CheckPlaces(EventLog log) {
        this.log = log;
    }

    /**
     * A cursor must be of this log.
     *
     * @param anew how to let the sink begin anew, if that is what is wanted
     * @throws CannotContinue if not
     */
    public void incarnation(LeasedGroup group, UUID stored, UUID present, String anew) {
        if (!stored.equals(present)) {
            throw new CannotContinue(
                    "the cursors of "
                            + group
                            + " are of the log "
                            + stored
                            + ", but the database holds the log "
                            + present
                            + ": was it restored or made anew? To let the sink begin anew, "
                            + anew);
        }
    }

    /**
     * Places must be in the log, and what is there must be what was delivered from there.
     *
     * @throws CannotContinue if not
     */
    public void places(Collection<Place> places) {
        withinHeads(places);
        sameEntries(places);
    }

    /** No place may be beyond its shard's end. */
    public void withinHeads(Collection<Place> places) {
        Map<Integer, Place> heads = byShard(log.heads());
        for (Place place : places) {
            Position head = heads.get(place.position().shard()).position();
            if (place.position().offset() > head.offset()) {
                throw new CannotContinue(
                        "the sink has delivered up to "
                                + place.position()
                                + ", but the log ends at "
                                + head
                                + ": the database has lost what it once confirmed (a standby that"
                                + " lagged, a restored backup)");
            }
        }
    }

    /** The entry at a place must have been appended when the place says. */
    public void sameEntries(Collection<Place> places) {
        List<Place> known =
                places.stream()
                        .filter(p -> p.position().offset() > 0 && p.at().isAfter(Instant.EPOCH))
                        .toList();
        try {
            log.following(known.stream().map(CheckPlaces::before).toList())
                    .forEach(same(byShard(known)));
        } catch (HoleInLog hole) {
            // Retention may have dropped one of the entries, which is no fault of the others.
            known.forEach(this::sameEntry);
        }
    }

    private void sameEntry(Place place) {
        try {
            log.following(List.of(before(place)))
                    .forEach(same(Map.of(place.position().shard(), place)));
        } catch (HoleInLog hole) {
            Place tail = byShard(log.tails()).get(place.position().shard());
            if (place.position().offset() > tail.position().offset()) {
                throw new CannotContinue(
                        "the log has no entry "
                                + place.position()
                                + " any more, which the sink has delivered, although it still has"
                                + " older ones");
            }
        }
    }

    private static Consumer<Place> same(Map<Integer, Place> places) {
        return found -> {
            Place place = places.get(found.position().shard());
            if (!found.at().equals(place.at())) {
                throw new CannotContinue(
                        "the log's entry "
                                + place.position()
                                + " is not the one that the sink has delivered from there (appended "
                                + found.at()
                                + ", not "
                                + place.at()
                                + "): the database has lost events and given their places to"
                                + " others");
            }
        };
    }

    private static Place before(Place place) {
        Position position = place.position();
        return new Place(new Position(position.shard(), position.offset() - 1), place.at());
    }

    private static Map<Integer, Place> byShard(Collection<Place> places) {
        return places.stream()
                .collect(Collectors.toMap(p -> p.position().shard(), Function.identity()));
    }
}
