package dev.serai.reconcile;

import dev.serai.ingress.Refusal;
import dev.serai.ingress.Source;
import dev.serai.ingress.VouchedFor;
import dev.serai.ingress.VouchedFor.Outcome;
import dev.serai.outbox.RawRequest;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.reconcile.Listed.Trace;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes in what a provider lists and what is not in the log. Thread-safe. */
final class TakeIn {

    /** Marks the request of an event that came in this way. */
    private static final String MARK = "Serai-Reconcile";

    private final VouchedFor vouchedFor;
    private final InstantSource clock;

    TakeIn(VouchedFor vouchedFor, InstantSource clock) {
        this.vouchedFor = vouchedFor;
        this.clock = clock;
    }

    /**
     * One reconciliation.
     *
     * @param part the time that is listed
     */
    record Run(Source source, Provider provider, Ask part, Calls calls) {

        /** Whether it can end before something, and have come further. */
        boolean canEndAt(Instant second) {
            return second.isAfter(part.from());
        }
    }

    /**
     * Takes in all, or as many as the run has calls and time for.
     *
     * @param listed the oldest first
     * @param logged the traces of those that are in the log
     * @param record names the audit record
     * @return until when, to the second, all are in
     * @throws ProviderAway if the provider does not tell more, and the run has not come further
     */
    Instant all(Run run, List<Listed> listed, Set<Trace> logged, Tally tally, String record) {
        for (Listed next : listed) {
            Instant second = next.created().truncatedTo(ChronoUnit.SECONDS);
            if (next.trace() != null && logged.contains(next.trace())) {
                tally.present();
                continue;
            }
            if (run.calls().areOver() && run.canEndAt(second)) {
                return second;
            }
            try {
                take(run, next, tally, record);
            } catch (ProviderAway e) {
                if (!run.canEndAt(second)) {
                    throw e;
                }
                return second;
            }
        }
        return run.part().to();
    }

    private void take(Run run, Listed listed, Tally tally, String record) {
        run.provider()
                .fetch(listed, run.part(), run.calls())
                .ifPresentOrElse(
                        fetched -> tally.sent(send(run, listed, fetched, record)), tally::gone);
    }

    private Outcome.Accepted send(Run run, Listed listed, Fetched fetched, String record) {
        Source source = run.source();
        List<RawRequest.Header> headers = new ArrayList<>();
        headers.add(new RawRequest.Header("Content-Type", "application/json"));
        headers.addAll(fetched.headers());
        headers.add(new RawRequest.Header(MARK, record));
        RawRequest request =
                new RawRequest("POST", "/in/" + source.name(), null, headers, fetched.body());
        boolean mustBeOnce = run.provider().makesEvents();
        return switch (vouchedFor.send(source, request, clock.instant(), listed.id(), mustBeOnce)) {
            case Outcome.Accepted accepted -> accepted;
            case Outcome.Refused no -> throw refused(no.refusal());
        };
    }

    private static ProblemException refused(Refusal refusal) {
        return refusal.headers().isEmpty()
                ? new ProblemException(
                        Problem.of(
                                409,
                                "not_reconcilable",
                                "It cannot be reconciled",
                                refusal.detail()))
                : new ProblemException(refusal.problem(), refusal.headers());
    }
}
