package dev.serai.relay.handover;

import dev.serai.outbox.Position;
import dev.serai.relay.batch.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of an entry that is a batch by itself, where these are limited, over the
 * sessions that each of them ends. One thread.
 */
final class FailedAlone {

    private final int attemptsMax;
    private @Nullable Position position;
    private int attempts;

    FailedAlone(int attemptsMax) {
        this.attemptsMax = attemptsMax;
    }

    /** It failed once more. Answers whether that was the last time. */
    boolean isSpent(Batch batch) {
        Position failed = batch.entries().getFirst().position();
        if (!failed.equals(position)) {
            position = failed;
            attempts = 0;
        }
        attempts++;
        return batch.entries().size() == 1 && attemptsMax > 0 && attempts >= attemptsMax;
    }

    /** How often the entry in hand was tried. */
    int attempts() {
        return Math.max(1, attempts);
    }

    /** It was taken, or parked. */
    void forget() {
        position = null;
        attempts = 0;
    }
}
