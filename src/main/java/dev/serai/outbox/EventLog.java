package dev.serai.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The log's reading end. Thread-safe; every method asks the database and throws Spring's
 * DataAccessException.
 */
public interface EventLog {

    /** How many shards the log has; fixed when it is created. */
    int SHARDS = 16;

    /**
     * The entries after each of the given places, the oldest ones of all: in order within each
     * shard.
     *
     * @param places at most one per shard
     * @param limit how many entries per shard at most
     * @param bytes how much they weigh together at most, see {@link Entry#weight}; the last one may
     *     go beyond it, so that there is always one
     * @throws HoleInLog if an entry is missing between two others, or before the first one that
     *     retention kept
     */
    List<Entry> read(Collection<Place> places, int limit, long bytes);

    /**
     * The place of the entry after each of the given ones, where there is one.
     *
     * @param places at most one per shard
     * @throws HoleInLog as for {@link #read}
     */
    List<Place> following(Collection<Place> places);

    /** The place of the newest entry of every shard. */
    List<Place> heads();

    /** The place after which the oldest kept entry of every shard comes. */
    List<Place> tails();

    /** The places after the last entries that were appended before a time. */
    List<Place> before(Instant time);

    /** The time by the clock that appended entries bear. */
    Instant now();

    /** Which log this is: another one after the database was made anew. */
    UUID incarnation();

    /**
     * Calls back soon after entries have been appended, by this hub or another; also now and then
     * without any. The callback must be quick, must not throw, and is called on the log's thread.
     *
     * @return to be closed when no call is wanted any more
     */
    Subscription onAppend(Runnable callback);

    /** A callback that can be taken back. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
