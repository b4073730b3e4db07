package dev.serai.relay.sink;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where a sink begins that has no place in the log yet. */
public interface From {

    /** With the oldest event the log has. */
    From START = EventLog::tails;

    /** With the next event. */
    From NOW = EventLog::heads;

    /** With the first event that was appended at a time or later. */
    static From at(Instant time) {
        return log -> log.before(time);
    }

    /** The places after which it begins. */
    List<Place> of(EventLog log);

    /** The places after which it begins in some shards. */
    default List<Place> places(EventLog log, Collection<Integer> shards) {
        return of(log).stream().filter(p -> shards.contains(p.position().shard())).toList();
    }

    /**
     * What is meant now is meant later too: a sink whose far end is away at first misses nothing.
     */
    default From pinned(EventLog log) {
        if (this != NOW) {
            return this;
        }
        List<Place> heads = log.heads();
        return later -> heads;
    }
}
