package dev.serai.delivery.dispatch;

import dev.serai.delivery.courier.Outcome;
import dev.serai.delivery.lane.Lane;
import dev.serai.delivery.ledger.Task;
import dev.serai.delivery.settle.MakeAttempt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A delivery that has waited and is claimed now. */
final class RowDelivery implements Runnable {

    private final Task task;
    private final Lane lane;
    private final MakeAttempt attempt;
    private final BooleanSupplier inTime;
    private final Consumer<Lane> ended;

    /**
     * Makes one.
     *
     * @param inTime whether an attempt begun now would end within the claim's lease
     * @param ended hears when this is over
     */
    RowDelivery(
            Task task,
            Lane lane,
            MakeAttempt attempt,
            BooleanSupplier inTime,
            Consumer<Lane> ended) {
        this.task = task;
        this.lane = lane;
        this.attempt = attempt;
        this.inTime = inTime;
        this.ended = ended;
    }

    @Override
    public void run() {
        try {
            if (inTime.getAsBoolean()) { // else it is claimed anew when the lease is over
                Outcome outcome = attempt.make(task, lane);
                attempt.enter(task, outcome);
            }
        } finally {
            ended.accept(lane);
        }
    }
}
