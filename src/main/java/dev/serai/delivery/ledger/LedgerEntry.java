package dev.serai.delivery.ledger;

import dev.serai.delivery.attempt.Attempt;
import dev.serai.parked.ParkedEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is to be written of a delivery, all in one transaction. */
public sealed interface LedgerEntry {

    Task task();

    /** The attempt that was made, if one was. */
    @Nullable Attempt attempt();

    /** The endpoint has it: no row is wanted, or wanted any more. */
    record Over(Task task, Attempt attempt) implements LedgerEntry {}

    /**
     * It waits for its next attempt.
     *
     * @param attempts how many were made by now
     * @param delay until the next one
     */
    record Later(Task task, @Nullable Attempt attempt, int attempts, Duration delay)
            implements LedgerEntry {}

    /**
     * Its first attempt takes long: from now on it has a row, claimed by this hub.
     *
     * @param lease after which it is another hub's if this one says nothing more
     */
    record Underway(Task task, Duration lease) implements LedgerEntry {
        @Override
        public @Nullable Attempt attempt() {
            return null;
        }
    }

    /** It follows another one that is to be tried again. */
    record Held(Task task) implements LedgerEntry {
        @Override
        public @Nullable Attempt attempt() {
            return null;
        }
    }

    /** It is given up on for now. */
    record GivenUp(Task task, @Nullable Attempt attempt, ParkedEvent parked)
            implements LedgerEntry {}
}
