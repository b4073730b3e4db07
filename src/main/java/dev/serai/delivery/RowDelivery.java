package dev.serai.delivery;

import dev.serai.delivery.courier.Outcome;
import java.util.function.BooleanSupplier;

/** A delivery that has waited and is claimed now. */
final class RowDelivery implements Runnable {

    private final Task task;
    private final Lane lane;
    private final MakeAttempt attempt;
    private final BooleanSupplier inTime;
    private final DispatchSignal signal;

    /**
     * Makes one.
     *
     * @param inTime whether an attempt begun now would end within the claim's lease
     */
    RowDelivery(
            Task task,
            Lane lane,
            MakeAttempt attempt,
            BooleanSupplier inTime,
            DispatchSignal signal) {
        this.task = task;
        this.lane = lane;
        this.attempt = attempt;
        this.inTime = inTime;
        this.signal = signal;
    }

    @Override
    public void run() {
        if (inTime.getAsBoolean()) { // else it is claimed anew when the lease is over
            Outcome outcome = attempt.make(task, lane);
            attempt.enter(task, outcome);
        }
        if (lane.isHungry()) {
            signal.raise();
        }
    }
}
