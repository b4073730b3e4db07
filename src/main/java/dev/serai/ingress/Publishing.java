package dev.serai.ingress;

import dev.serai.event.EventDraft;
import dev.serai.event.EventUnreadable;
import dev.serai.event.Ksuid;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.Outbox;
import dev.serai.tenant.Projects;
import dev.serai.tenant.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes first-party events in. All or nothing is checked before anything is appended; waits until
 * all are durable. Thread-safe.
 */
public final class Publishing {

    private final Outbox outbox;
    private final DraftedEvents events;
    private final IngressListener listener;

    public Publishing(
            Outbox outbox,
            Projects projects,
            Ksuid ksuid,
            InstantSource clock,
            IngressListener listener) {
        this.outbox = outbox;
        this.events = new DraftedEvents(projects, ksuid, clock);
        this.listener = listener;
    }

    /**
     * Appends events.
     *
     * @param drafts each with the place to tell in an error, for example {@code /3}
     * @param traceparent the request's own trace context, for events without one; or empty
     * @return what became of each, in their order
     * @throws EventUnreadable if one is no event
     * @throws dev.serai.outbox.OutboxUnavailable if one is not known to be durable; publishing all
     *     again is safe
     */
    public List<Receipt> publish(TenantId tenant, List<Placed> drafts, String traceparent) {
        long begun = System.nanoTime();
        List<Candidate> candidates =
                drafts.stream().map(draft -> events.candidate(tenant, draft, traceparent)).toList();
        // All are under way before the first is waited for, so that they share a commit.
        List<CompletableFuture<Appended>> promises =
                candidates.stream().map(outbox::append).toList();
        List<Receipt> receipts = promises.stream().map(Append::await).map(Append::receipt).toList();
        listener.published(
                receipts.size(),
                (int) receipts.stream().filter(Receipt::duplicate).count(),
                Duration.ofNanos(System.nanoTime() - begun));
        return receipts;
    }

    /**
     * A draft and where it stands.
     *
     * @param place in front of an attribute's name it tells where that stands: {@code /} in a JSON
     *     object, {@code ce-} in headers
     */
    public record Placed(String place, EventDraft draft) {}
}
