package dev.serai.delivery;

import dev.serai.delivery.courier.Courier;
import dev.serai.delivery.courier.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Makes an attempt, teaches the lane what it showed, and enters what comes of it. */
final class MakeAttempt {

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
    MakeAttempt(Courier courier, SettleAttempt settling, Ledger ledger, Duration quick) {
        this.courier = courier;
        this.settling = settling;
        this.ledger = ledger;
        this.quick = quick;
    }

    Outcome make(Task task, Lane lane) {
        Outcome outcome = courier.deliver(task.delivery());
        lane.ended(outcome, quick);
        return outcome;
    }

    CompletableFuture<Void> enter(Task task, Outcome outcome) {
        return enter(settle(task, outcome));
    }

    LedgerEntry settle(Task task, Outcome outcome) {
        return settling.settle(task, outcome);
    }

    CompletableFuture<Void> enter(LedgerEntry entry) {
        return ledger.enter(entry);
    }

    /** Nobody is about to enter more. */
    void hurry() {
        ledger.hurry();
    }

    /** Lets a claimed delivery go that there is no room for. */
    void putBack(Task task) {
        ledger.enter(new LedgerEntry.Later(task, null, task.attempts(), PUT_BACK));
    }
}
