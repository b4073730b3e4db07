package dev.serai.ingress;

import dev.serai.audit.AuditRecord;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.ingress.VouchedFor.Outcome;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets an operator take a refused request in after all, because the secret was wrong on our side:
 * once, deduplicated like any other, and on the record before it happens. Thread-safe.
 */
public final class AcceptRefused {

    /** What it is called in the audit trail. */
    public static final String ACTION = "request.accept";

    private static final Logger LOG = LoggerFactory.getLogger(AcceptRefused.class);

    private final PostgresRefused refused;
    private final VouchedFor vouchedFor;
    private final AuditRecords audit;
    private final TransactionOperations transaction;
    private final Duration ageMax;
    private final Ksuid ksuid;
    private final InstantSource clock;

    /**
     * Wires it.
     *
     * @param dedupeWindow how long the hub knows a webhook again
     */
    AcceptRefused(
            PostgresRefused refused,
            VouchedFor vouchedFor,
            AuditRecords audit,
            TransactionOperations transaction,
            Duration dedupeWindow,
            Ksuid ksuid,
            InstantSource clock) {
        this.refused = refused;
        this.vouchedFor = vouchedFor;
        this.audit = audit;
        this.transaction = transaction;
        // It may be a late copy itself: its original must still be known when it is taken in.
        this.ageMax = dedupeWindow.dividedBy(2);
        this.ksuid = ksuid;
        this.clock = clock;
    }

    /**
     * What a request has become.
     *
     * @param outcome accepted, duplicate, parked, or empty for one that brings no event
     * @param events the ids of its events
     */
    public record Accepted(String outcome, List<String> events) {}

    /** Why a request cannot be accepted, for a person; empty if it can. */
    public Optional<String> objection(RefusedRequest request) {
        if (!request.isUnproved()) {
            return Optional.of("it was not refused for its signature");
        }
        if (!request.isWhole()) {
            return Optional.of("its body was too large to be kept whole");
        }
        if (request.at().plus(ageMax).isBefore(clock.instant())) {
            return Optional.of(
                    "it is older than half of serai.dedupe.window, so that a copy of it might not"
                            + " be known any more");
        }
        return Optional.empty();
    }

    /**
     * Accepts a request; one that was accepted before is what it became then.
     *
     * @param actor who
     * @param reason why, in the actor's words
     * @throws ProblemException if it cannot be, or not now
     */
    public Accepted accept(RefusedRequest request, String actor, String reason) {
        if (request.accepted() != null) {
            return new Accepted("duplicate", request.accepted());
        }
        objection(request)
                .ifPresent(
                        why -> {
                            throw problem("not_acceptable", "It cannot be accepted", why);
                        });
        AuditRecord record = begin(request, actor, reason);
        try {
            return settle(request, record, vouchedFor.send(request));
        } catch (SourceRoutes.NotRunning e) {
            refused.giveUp(request.id());
            audit.settle(record.id(), "failed: " + e.getMessage(), List.of());
            throw problem("source_unavailable", "The source does not run", e.getMessage());
        }
    }

    /** On the record first: what happens next cannot be undone. */
    private AuditRecord begin(RefusedRequest request, String actor, String reason) {
        AuditRecord record =
                new AuditRecord(
                        "aud_" + ksuid.next(),
                        clock.instant(),
                        request.tenant(),
                        actor,
                        ACTION,
                        request.id(),
                        request.source(),
                        reason,
                        null,
                        List.of());
        transaction.executeWithoutResult(
                status -> {
                    if (!refused.begin(request.id())) {
                        throw problem(
                                "accept_underway",
                                "It is under way",
                                "somebody accepts it already, or did so less than a minute ago");
                    }
                    audit.write(record);
                });
        return record;
    }

    private Accepted settle(RefusedRequest request, AuditRecord record, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused no -> {
                refused.giveUp(request.id());
                audit.settle(record.id(), "failed: " + no.refusal().detail(), List.of());
                throw new ProblemException(no.refusal().problem(), no.refusal().headers());
            }
            case Outcome.Accepted yes -> {
                List<String> events =
                        yes.receipts().all().stream().map(r -> r.id().value()).toList();
                transaction.executeWithoutResult(
                        status -> {
                            refused.settle(request.id(), events);
                            audit.settle(record.id(), yes.word(), events);
                        });
                LOG.info(
                        "Request {} of source {} was accepted by {} ({}): {}",
                        request.id(),
                        request.source(),
                        record.actor(),
                        record.id(),
                        yes.word());
                yield new Accepted(yes.word(), events);
            }
        };
    }

    private static ProblemException problem(String code, String title, String detail) {
        return new ProblemException(
                Problem.of(
                        409,
                        code,
                        title,
                        Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + "."));
    }
}
