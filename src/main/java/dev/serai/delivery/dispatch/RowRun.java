package dev.serai.delivery.dispatch;

import dev.serai.delivery.lane.Lane;
import dev.serai.delivery.ledger.LedgerEntry;
import dev.serai.delivery.ledger.Task;
import dev.serai.delivery.settle.MakeAttempt;
import dev.serai.parked.ParkedEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Deliveries that follow each other, claimed together and made one after another. One that is to be
 * tried again holds back those behind it; one that is given up does not.
 */
final class RowRun implements Runnable {

    private final List<Task> tasks;
    private final Lane lane;
    private final MakeAttempt attempt;
    private final BooleanSupplier inTime;
    private final Consumer<Lane> ended;

    /**
     * Makes one.
     *
     * @param tasks in their order, at least one
     * @param inTime whether an attempt begun now would end within the claim's lease
     * @param ended hears of each when it is over
     */
    RowRun(
            List<Task> tasks,
            Lane lane,
            MakeAttempt attempt,
            BooleanSupplier inTime,
            Consumer<Lane> ended) {
        this.tasks = List.copyOf(tasks);
        this.lane = lane;
        this.attempt = attempt;
        this.inTime = inTime;
        this.ended = ended;
    }

    @Override
    public void run() {
        int done = 0;
        try {
            boolean goesOn = true;
            while (goesOn && done < tasks.size() && inTime.getAsBoolean()) {
                goesOn = make(tasks.get(done));
                done++;
            }
            putBack(tasks.subList(done, tasks.size()), goesOn);
        } finally {
            tasks.forEach(task -> ended.accept(lane));
            attempt.hurry();
        }
    }

    /** Whether the next one may be made. */
    private boolean make(Task task) {
        LedgerEntry entry = attempt.settle(task, attempt.make(task, lane));
        attempt.enter(entry);
        return switch (entry) {
            case LedgerEntry.Over over -> true;
            case LedgerEntry.GivenUp givenUp ->
                    givenUp.parked().reason() == ParkedEvent.Reason.EXHAUSTED;
            case LedgerEntry.Later later -> false;
            case LedgerEntry.Held held -> false;
            case LedgerEntry.Underway underway -> false;
        };
    }

    /** All of them follow another one, but the first if there is none before it any more. */
    private void putBack(List<Task> rest, boolean firstIsNext) {
        for (Task task : rest) {
            attempt.enter(
                    firstIsNext && task.equals(rest.getFirst())
                            ? new LedgerEntry.Later(task, null, task.attempts(), Duration.ZERO)
                            : new LedgerEntry.Held(task));
        }
    }
}
