package dev.serai.delivery.fresh;

import dev.serai.delivery.courier.Outcome;
import dev.serai.delivery.lane.Lane;
import dev.serai.delivery.ledger.Ledger;
import dev.serai.delivery.ledger.LedgerEntry;
import dev.serai.delivery.ledger.Task;
import dev.serai.delivery.settle.MakeAttempt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A delivery of an event that has just come: attempted at once and without a row, unless that takes
 * too long for its batch.
 */
public final class FreshDelivery implements Runnable {

    private enum Stage {
        QUEUED,
        RUNNING,
        ENDED,
        /** It has a row now; its batch waits for it no longer. */
        HANDED_OVER
    }

    private final Task task;
    private final Lane lane;
    private final FreshBatch batch;
    private final MakeAttempt attempt;
    private final Ledger ledger;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);

    public FreshDelivery(
            Task task, Lane lane, FreshBatch batch, MakeAttempt attempt, Ledger ledger) {
        this.task = task;
        this.lane = lane;
        this.batch = batch;
        this.attempt = attempt;
        this.ledger = ledger;
    }

    /** Attempts it now if its lane has room, else makes a row of it. */
    public void begin(boolean now) {
        if (!now || !lane.offerFresh(task.delivery(), this)) {
            makeRow();
        }
    }

    @Override
    public void run() {
        if (!moves(Stage.QUEUED, Stage.RUNNING)) {
            return; // it has become a row while it waited
        }
        Outcome outcome = attempt.make(task, lane);
        if (moves(Stage.RUNNING, Stage.ENDED)) {
            batch.entered(attempt.enter(task, outcome));
        } else {
            attempt.enter(task.underway(), outcome);
        }
    }

    /** Its batch can wait no longer. */
    void handOver(Duration lease) {
        lock.lock();
        try {
            // Within the lock, so that the row is entered before what becomes of it.
            if (moves(Stage.RUNNING, Stage.HANDED_OVER)) {
                lane.lags();
                batch.entered(ledger.enter(new LedgerEntry.Underway(task, lease)));
            } else {
                makeRow();
            }
        } finally {
            lock.unlock();
        }
    }

    private void makeRow() {
        if (moves(Stage.QUEUED, Stage.HANDED_OVER)) {
            batch.entered(
                    ledger.enter(
                            new LedgerEntry.Later(task, null, task.attempts(), Duration.ZERO)));
        }
    }

    private boolean moves(Stage from, Stage to) {
        lock.lock();
        try {
            return stage.compareAndSet(from, to);
        } finally {
            lock.unlock();
        }
    }
}
