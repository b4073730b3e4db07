package dev.serai.relay;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import java.util.Collection;
import java.util.List;

/**
 * How a sink is served.
 *
 * @param keeper where its cursors are kept
 * @param from where it begins when it has no cursor yet
 * @param batchMax how many entries it is handed at once
 * @param bytesMax how many bytes of data it is handed at once; a single entry may have more
 * @param attemptsMax how often a batch of one may fail before it is parked; 0 for as long as it
 *     takes. Only for sinks that are handed one entry at a time
 * @param filter which events it wants
 */
public record SinkOptions(
        Keeper keeper,
        From from,
        int batchMax,
        long bytesMax,
        int attemptsMax,
        EntryFilter filter) {

    /** How many entries a batch has at most, unless the sink says otherwise. */
    public static final int BATCH_MAX = 500;

    /** How many bytes of data a batch has at most, unless the sink says otherwise. */
    public static final long BYTES_MAX = 8L * 1024 * 1024;

    /** Everything from the log's start, in batches, cursors in PostgreSQL. */
    public static final SinkOptions DEFAULT =
            new SinkOptions(Keeper.POSTGRES, From.START, BATCH_MAX, BYTES_MAX, 0, EntryFilter.ALL);

    public SinkOptions {
        if (batchMax < 1 || bytesMax < 1 || attemptsMax < 0) {
            throw new IllegalArgumentException("a batch has at least one entry and one byte");
        }
        if (attemptsMax > 0 && batchMax > 1) {
            throw new IllegalArgumentException(
                    "attempts can be limited only where entries are handed over one at a time");
        }
    }

    /** Who keeps the sink's place in the log. */
    public enum Keeper {
        /** A table of the log's database: events are delivered at least once. */
        POSTGRES,
        /** Kafka, in the transaction that holds the records: exactly once. */
        KAFKA,
        /** Nobody: every hub reads for itself, from the end of the log on. */
        NOBODY
    }

    /** Where a new sink begins. */
    public enum From {
        /** With the oldest event the log has. */
        START {
            @Override
            List<Place> of(EventLog log) {
                return log.tails();
            }
        },
        /** With the next event. */
        NOW {
            @Override
            List<Place> of(EventLog log) {
                return log.heads();
            }
        };

        abstract List<Place> of(EventLog log);

        /** The places after which it begins in some shards. */
        public List<Place> places(EventLog log, Collection<Integer> shards) {
            return of(log).stream().filter(p -> shards.contains(p.position().shard())).toList();
        }
    }
}
