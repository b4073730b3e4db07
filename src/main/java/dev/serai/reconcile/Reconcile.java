package dev.serai.reconcile;

import dev.serai.audit.AuditRecord;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.ingress.Source;
import dev.serai.ingress.VouchedFor;
import dev.serai.ingress.VouchedFor.Outcome;
import dev.serai.outbox.RawRequest;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.reconcile.StripeEvents.Listed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a provider which events there were in a time, and sends those through their source's route.
 * What had come in is known again by the provider's id of the event, whichever comes first, the
 * webhook or this; that is why it reaches no further back than copies are known. Thread-safe; waits
 * for the provider and for the database.
 */
public final class Reconcile {

    /** What it is called in the audit trail. */
    public static final String ACTION = "source.reconcile";

    /** Marks the request of an event that came in this way. */
    static final String MARK = "Serai-Reconcile";

    private final StripeEvents stripe;
    private final VouchedFor vouchedFor;
    private final AuditRecords audit;
    private final Duration window;
    private final Ksuid ksuid;
    private final InstantSource clock;

    /**
     * Wires it.
     *
     * @param window how long copies are known
     */
    Reconcile(
            StripeEvents stripe,
            VouchedFor vouchedFor,
            AuditRecords audit,
            Duration window,
            Ksuid ksuid,
            InstantSource clock) {
        this.stripe = stripe;
        this.vouchedFor = vouchedFor;
        this.audit = audit;
        this.window = window;
        this.ksuid = ksuid;
        this.clock = clock;
    }

    /**
     * Reconciles a source of Stripe's, from the oldest event on, as far as one call gets.
     *
     * @param actor who wants it
     * @throws ProblemException if it cannot be done, or broke off; to ask again is safe
     */
    public Reconciled stripe(Source source, Ask ask, String actor) {
        check(source, ask);
        Ask part = ask;
        Optional<List<Listed>> listed = list(part);
        while (listed.isEmpty()) {
            part = part.until(middle(part));
            listed = list(part);
        }
        return take(source, ask, part, listed.get(), actor);
    }

    private void check(Source source, Ask ask) {
        if (!source.knowsOriginIds()) {
            throw problem(
                    409,
                    "not_reconcilable",
                    "The source does not know events by the provider's id: its dedupe needs"
                            + " originid.");
        }
        if (ask.from().isBefore(clock.instant().minus(window))) {
            throw new ProblemException(
                    Problem.ofField(
                            422,
                            "/from",
                            "is within serai.dedupe.window: what came in before is not known"
                                    + " again"));
        }
        if (!ask.from().isBefore(ask.to())) {
            throw new ProblemException(Problem.ofField(422, "/to", "is later than from"));
        }
    }

    private Optional<List<Listed>> list(Ask ask) {
        try {
            return stripe.list(ask);
        } catch (ProviderAway e) {
            throw problem(502, "provider_away", e.getMessage() + ".");
        }
    }

    /** Halves a time that has too many events; ends at a second that has. */
    private static Instant middle(Ask ask) {
        long seconds = ask.to().getEpochSecond() - ask.from().getEpochSecond();
        if (seconds < 2) {
            throw problem(409, "too_many", "There are more than 1000 events in one second.");
        }
        return Instant.ofEpochSecond(ask.from().getEpochSecond() + seconds / 2);
    }

    private Reconciled take(Source source, Ask ask, Ask part, List<Listed> listed, String actor) {
        AuditRecord record = record(source, part, actor);
        audit.write(record);
        List<String> missing = new ArrayList<>();
        int present = 0;
        int parked = 0;
        try {
            for (Listed event : listed) {
                Outcome.Accepted taken = take(source, event, record.id());
                boolean isNew = taken.receipts().duplicates() < taken.receipts().all().size();
                present += isNew ? 0 : 1;
                parked += taken.isParked() ? 1 : 0;
                taken.receipts().all().stream()
                        .filter(receipt -> !receipt.duplicate())
                        .forEach(receipt -> missing.add(receipt.id().value()));
            }
        } finally {
            audit.settle(
                    record.id(),
                    listed.size()
                            + " found, "
                            + present
                            + " present, "
                            + missing.size()
                            + " missing",
                    missing);
        }
        return new Reconciled(
                listed.size(),
                present,
                missing.size() - parked,
                parked,
                part.to(),
                part.to().equals(ask.to()),
                missing);
    }

    private Outcome.Accepted take(Source source, Listed event, String record) {
        RawRequest request =
                new RawRequest(
                        "POST",
                        "/in/" + source.name(),
                        null,
                        List.of(
                                new RawRequest.Header("Content-Type", "application/json"),
                                new RawRequest.Header(MARK, record)),
                        event.body());
        return switch (vouchedFor.send(source, request, clock.instant(), event.id())) {
            case Outcome.Accepted accepted -> accepted;
            case Outcome.Refused no ->
                    throw new ProblemException(no.refusal().problem(), no.refusal().headers());
        };
    }

    private AuditRecord record(Source source, Ask part, String actor) {
        return new AuditRecord(
                "aud_" + ksuid.next(),
                clock.instant(),
                source.owner().tenant(),
                actor,
                ACTION,
                source.name(),
                source.name(),
                part.from() + " to " + part.to() + ": " + String.join(", ", part.types()),
                null,
                List.of());
    }

    private static ProblemException problem(int status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, "It cannot be reconciled", detail));
    }
}
