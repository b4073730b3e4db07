package dev.serai.relay.handover;

import dev.serai.relay.batch.EntryFailed;
import dev.serai.relay.batch.SinkAway;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.lease.PostgresStreaks;
import dev.serai.relay.sink.SinkOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * How many events of a group were parked one after another, with none taken in between, over hubs
 * and their restarts. When they are too many, the fault is hardly theirs. Thread-safe.
 */
final class Streak {

    private static final Logger LOG = LoggerFactory.getLogger(Streak.class);
    private static final int NOT_READ = -1;

    private final PostgresStreaks streaks;
    private final LeasedGroup group;
    private final int max;
    private final boolean isKept;
    private final AtomicInteger parked = new AtomicInteger(NOT_READ);

    Streak(PostgresStreaks streaks, LeasedGroup group, SinkOptions options) {
        this.streaks = streaks;
        this.group = group;
        this.max = options.patience().parkedInARowMax();
        this.isKept = options.keeper() != SinkOptions.Keeper.NOBODY;
        if (!isKept) {
            parked.set(0);
        }
    }

    /** To be called before the first entry. Throws what the database throws; then again. */
    void recall() {
        if (parked.get() == NOT_READ) {
            parked.compareAndSet(NOT_READ, streaks.read(group));
        }
    }

    /**
     * @throws SinkAway if no more may be parked for such failures before one is taken
     */
    void refuseTooMany(EntryFailed e) {
        if (max > 0 && parked.get() >= max) {
            throw new SinkAway(
                    "the last "
                            + parked.get()
                            + " events were parked one after another, so the fault is hardly theirs;"
                            + " the next one: "
                            + e.getMessage());
        }
    }

    /** An event was parked for its failures. */
    void parked() {
        keep(parked.incrementAndGet());
    }

    /** An event was taken. */
    void taken() {
        if (parked.get() > 0 && parked.getAndSet(0) > 0) {
            keep(0);
        }
    }

    private void keep(int now) {
        if (isKept) {
            try {
                streaks.write(group, now);
            } catch (DataAccessException e) {
                // It counts in this hub nevertheless; the next change is tried again.
                LOG.debug("How many events of {} were parked in a row is not kept", group, e);
            }
        }
    }
}
