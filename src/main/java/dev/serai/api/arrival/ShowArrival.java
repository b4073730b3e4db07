package dev.serai.api.arrival;

import dev.serai.api.arrival.Arrival.Outcome;
import dev.serai.api.event.AcceptanceView;
import dev.serai.api.event.PostgresEvents;
import dev.serai.api.event.RequestView;
import dev.serai.api.event.StoredEvent;
import dev.serai.audit.AuditRecords;
import dev.serai.event.EventId;
import dev.serai.ingress.AcceptRefused;
import dev.serai.ingress.RefusedRequest;
import dev.serai.ingress.RefusedRequests;
import dev.serai.ingress.SourcesInUse;
import dev.serai.ingress.UnmappedWebhooks;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is known of a request. A refused one was explained when it came, because its
 * headers are not kept as they were; one that was taken in is kept whole and explained when
 * somebody asks, by the secrets of that day.
 */
final class ShowArrival {

    private final PostgresArrivals arrivals;
    private final PostgresEvents events;
    private final RefusedRequests refused;
    private final UnmappedWebhooks unmapped;
    private final AcceptRefused accept;
    private final AuditRecords audit;
    private final SourcesInUse sources;

    ShowArrival(
            PostgresArrivals arrivals,
            PostgresEvents events,
            RefusedRequests refused,
            UnmappedWebhooks unmapped,
            AcceptRefused accept,
            AuditRecords audit,
            SourcesInUse sources) {
        this.arrivals = arrivals;
        this.events = events;
        this.refused = refused;
        this.unmapped = unmapped;
        this.accept = accept;
        this.audit = audit;
        this.sources = sources;
    }

    /** A request of a source by its id. */
    Optional<ArrivalView> find(TenantId tenant, String source, String id) {
        if (!EventId.isValid(id)) {
            return refused.find(tenant, source, id)
                    .map(this::refused)
                    .or(() -> arrivals.findDuplicate(tenant, source, id).map(ShowArrival::copy));
        }
        EventId event = new EventId(id);
        return events.find(tenant, event)
                .filter(stored -> stored.entry().event().source().equals("/in/" + source))
                .flatMap(stored -> inLog(tenant, source, stored))
                .or(
                        () ->
                                unmapped.find(tenant, event)
                                        .filter(kept -> kept.source().equals(source))
                                        .map(kept -> parked(tenant, kept)));
    }

    private ArrivalView refused(RefusedRequest request) {
        Optional<String> objection = accept.objection(request);
        return new ArrivalView(
                new Arrival(
                        request.id(),
                        Outcome.REJECTED,
                        request.at(),
                        request.request().method(),
                        request.request().path(),
                        request.size(),
                        request.status(),
                        request.code(),
                        request.detail(),
                        null),
                RequestView.shown(request.request().headers()),
                ArrivalView.Body.of(request.request().body(), request.isWhole()),
                request.explanation() == null
                        ? VerificationView.none(
                                "It was refused for something else than its signature, was too"
                                        + " large to be kept, or came with too many others.")
                        : VerificationView.of(request.explanation(), request.at()),
                request.accepted() == null && objection.isEmpty(),
                objection.orElse(null),
                request.accepted(),
                request.accepted() == null
                        ? null
                        : audit.ofTarget(request.tenant(), request.id())
                                .map(AcceptanceView::of)
                                .orElse(null));
    }

    private static ArrivalView copy(Arrival arrival) {
        return plain(
                arrival,
                null,
                VerificationView.none(
                        "It was authentic and a copy; what is kept of it is its original."),
                null);
    }

    private Optional<ArrivalView> inLog(TenantId tenant, String source, StoredEvent stored) {
        RawRequest raw = stored.raw();
        if (raw == null) {
            return Optional.empty();
        }
        String id = stored.entry().event().id().value();
        Instant at = stored.entry().at();
        AcceptanceView accepted = audit.ofEvent(tenant, id).map(AcceptanceView::of).orElse(null);
        VerificationView verification =
                accepted == null
                        ? explained(tenant, source, raw, at)
                        : VerificationView.none(
                                "It was taken in by "
                                        + accepted.actor()
                                        + " ("
                                        + accepted.action()
                                        + "), without a signature that proves it.");
        return Optional.of(
                plain(arrival(id, Outcome.ACCEPTED, raw, at), raw, verification, accepted));
    }

    private ArrivalView parked(TenantId tenant, UnmappedWebhooks.Unmapped kept) {
        RawRequest raw = kept.request();
        String id = kept.id().value();
        AcceptanceView accepted = audit.ofEvent(tenant, id).map(AcceptanceView::of).orElse(null);
        return plain(
                arrival(id, Outcome.PARKED, raw, kept.receivedAt()),
                raw,
                explained(tenant, kept.source(), raw, kept.receivedAt()),
                accepted);
    }

    private static Arrival arrival(String id, Outcome outcome, RawRequest raw, Instant at) {
        return new Arrival(
                id, outcome, at, raw.method(), raw.path(), raw.body().length, 200, null, null, id);
    }

    private static ArrivalView plain(
            Arrival arrival,
            @Nullable RawRequest raw,
            VerificationView verification,
            @Nullable AcceptanceView accepted) {
        return new ArrivalView(
                arrival,
                raw == null ? null : RequestView.shown(raw.headers()),
                null,
                verification,
                null,
                null,
                null,
                accepted);
    }

    private VerificationView explained(TenantId tenant, String source, RawRequest raw, Instant at) {
        return sources.source(source)
                .filter(running -> running.owner().tenant().equals(tenant))
                .map(running -> VerificationView.of(running.proof().explain(raw, at), at))
                .orElseGet(() -> VerificationView.none("The source does not run at the moment."));
    }
}
