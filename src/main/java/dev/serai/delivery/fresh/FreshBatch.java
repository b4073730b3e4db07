package dev.serai.delivery.fresh;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The deliveries of one batch of events; settled when each of them is durable. */
public final class FreshBatch {

    private final AtomicInteger toEnter;
    private final AtomicInteger toWrite;
    private final Runnable allEntered;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    /**
     * Makes one.
     *
     * @param size how many deliveries it has, at least one
     * @param allEntered called when there is nothing to wait for but the database
     */
    public FreshBatch(int size, Runnable allEntered) {
        this.toEnter = new AtomicInteger(size);
        this.toWrite = new AtomicInteger(size);
        this.allEntered = allEntered;
    }

    /** Done when every delivery is written; failed as soon as one cannot be. */
    public CompletableFuture<Void> settled() {
        return settled;
    }

    /** One of its deliveries was entered. */
    void entered(CompletableFuture<Void> writing) {
        writing.whenComplete((nothing, problem) -> written(problem));
        if (toEnter.decrementAndGet() == 0) {
            allEntered.run();
        }
    }

    private void written(@Nullable Throwable problem) {
        if (problem != null) {
            settled.completeExceptionally(problem);
        } else if (toWrite.decrementAndGet() == 0) {
            settled.complete(null);
        }
    }
}
