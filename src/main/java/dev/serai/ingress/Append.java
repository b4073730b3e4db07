package dev.serai.ingress;

import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.OutboxRefused;
import dev.serai.outbox.OutboxUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Appends and waits for the commit; who waits is a virtual thread, which costs little. */
final class Append {

    private static final Duration WAIT_MAX = Duration.ofSeconds(15);

    private Append() {}

    /**
     * Appends an event; returns when it is durable.
     *
     * @throws OutboxUnavailable if it is not known to be
     */
    static Appended durably(Outbox outbox, Candidate candidate) {
        return await(outbox.append(candidate));
    }

    /**
     * Waits for an event to be durable.
     *
     * @throws OutboxUnavailable if it is not known to be
     */
    static Appended await(CompletableFuture<Appended> promise) {
        try {
            return promise.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OutboxUnavailable("the log did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutboxUnavailable("the hub is stopping", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutboxUnavailable away) {
                throw away;
            }
            if (e.getCause() instanceof OutboxRefused refused) {
                throw refused;
            }
            throw new IllegalStateException("the log did not take the event", e.getCause());
        }
    }

    /**
     * Waits for events to be durable.
     *
     * @throws OutboxUnavailable if one is not known to be; rather this than that one was refused,
     *     because to come again is what the sender must do
     */
    static List<Receipt> awaitAll(List<CompletableFuture<Appended>> promises) {
        List<Receipt> receipts = new ArrayList<>(promises.size());
        OutboxRefused refused = null;
        for (CompletableFuture<Appended> promise : promises) {
            try {
                receipts.add(receipt(await(promise)));
            } catch (OutboxRefused e) {
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
        return receipts;
    }

    /** What its sender gets. */
    static Receipt receipt(Appended appended) {
        return switch (appended) {
            case Appended.New made -> new Receipt(made.id(), false);
            case Appended.Duplicate copy -> new Receipt(copy.id(), true);
        };
    }
}
