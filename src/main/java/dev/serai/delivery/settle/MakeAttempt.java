package dev.serai.delivery.settle;

import dev.serai.delivery.courier.Courier;
import dev.serai.delivery.courier.Outcome;
import dev.serai.delivery.lane.Lane;
import dev.serai.delivery.ledger.Ledger;
import dev.serai.delivery.ledger.LedgerEntry;
import dev.serai.delivery.ledger.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Makes an attempt, teaches the lane what it showed, and enters what comes of it. */
public final class MakeAttempt {

    private static final Duration PUT_BACK = Duration.ofMillis(500);

    private final Courier courier;
    private final SettleAttempt settling;
    private final Ledger ledger;
    private final Duration quick;

    /**
     * Makes the step.
     *
     * @param quick an endpoint that takes longer lags
     */
    public MakeAttempt(Courier courier, SettleAttempt settling, Ledger ledger, Duration quick) {
        this.courier = courier;
        this.settling = settling;
        this.ledger = ledger;
        this.quick = quick;
    }

    public Outcome make(Task task, Lane lane) {
        // Nobody is sent an empty message, however it came that it was still under way.
        Outcome outcome =
                task.delivery().event().isExpunged()
                        ? new Outcome.Withdrawn()
                        : courier.deliver(task.delivery());
        lane.ended(outcome, quick);
        return outcome;
    }

    public CompletableFuture<Void> enter(Task task, Outcome outcome) {
        return enter(settle(task, outcome));
    }

    public LedgerEntry settle(Task task, Outcome outcome) {
        return settling.settle(task, outcome);
    }

    public CompletableFuture<Void> enter(LedgerEntry entry) {
        return ledger.enter(entry);
    }

    /** Nobody is about to enter more. */
    public void hurry() {
        ledger.hurry();
    }

    /** Lets a claimed delivery go that there is no room for. */
    public void putBack(Task task) {
        ledger.enter(new LedgerEntry.Later(task, null, task.attempts(), PUT_BACK));
    }
}
