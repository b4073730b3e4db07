package dev.serai.delivery.ledger;

import dev.serai.delivery.ledger.Ledger.Pending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

/**
 * Writes a batch until it is written. A database that is away is waited for; an entry that can
 * never be written fails alone.
 */
public final class WriteLedger {

    private static final Logger LOG = LoggerFactory.getLogger(WriteLedger.class);

    private static final Duration PAUSE_FIRST = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    private final PostgresLedger ledger;
    private final Runnable makePartitions;
    private final Runnable afterWaiting;
    private final CountDownLatch givenUp = new CountDownLatch(1);

    /**
     * Makes one.
     *
     * @param makePartitions makes the days of the record that may be missing
     * @param afterWaiting called when something was written that waits for an attempt
     */
    public WriteLedger(PostgresLedger ledger, Runnable makePartitions, Runnable afterWaiting) {
        this.ledger = ledger;
        this.makePartitions = makePartitions;
        this.afterWaiting = afterWaiting;
    }

    /** Returns when every entry's future is done. The backstop: whoever calls this must not end. */
    void write(List<Pending> batch) throws InterruptedException {
        try {
            writeUntilDone(batch);
        } catch (RuntimeException e) {
            LOG.error(
                    "{} deliveries were not recorded; their events are offered again",
                    batch.size(),
                    e);
            fail(batch, e);
        }
    }

    private void writeUntilDone(List<Pending> batch) throws InterruptedException {
        Duration pause = PAUSE_FIRST;
        boolean done = false;
        while (!done) {
            try {
                writeOrSplit(batch, true);
                done = true;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn(
                        "{} deliveries cannot be recorded now ({}); trying again in {}",
                        batch.size(),
                        NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                        pause);
                if (givenUp.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    fail(batch, new DeliveryStopped(true));
                    done = true;
                }
                pause =
                        pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0
                                ? pause.multipliedBy(2)
                                : PAUSE_MAX;
            }
        }
    }

    /** Waits for no database any more. */
    void giveUp() {
        givenUp.countDown();
    }

    /** Halves a batch that holds something unwritable until that stands alone. */
    private void writeOrSplit(List<Pending> batch, boolean repair) {
        try {
            ledger.write(batch.stream().map(Pending::entry).toList());
            succeed(batch);
        } catch (DataIntegrityViolationException | InvalidDataAccessResourceUsageException e) {
            if (repair) {
                makePartitions.run(); // the day's partition may be missing
                writeOrSplit(batch, false);
            } else if (batch.size() == 1) {
                LOG.error("A delivery cannot be recorded; its event is offered again", e);
                fail(batch, e);
            } else {
                writeOrSplit(batch.subList(0, batch.size() / 2), false);
                writeOrSplit(batch.subList(batch.size() / 2, batch.size()), false);
            }
        }
    }

    private void succeed(List<Pending> batch) {
        boolean waits = false;
        for (Pending pending : batch) {
            pending.written().complete(null);
            waits |=
                    pending.entry() instanceof LedgerEntry.Later
                            || pending.entry().task().orderKey() != null;
        }
        if (waits) {
            afterWaiting.run();
        }
    }

    private static void fail(List<Pending> batch, Exception why) {
        batch.forEach(pending -> pending.written().completeExceptionally(why));
    }
}
