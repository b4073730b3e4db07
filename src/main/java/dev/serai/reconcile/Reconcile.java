package dev.serai.reconcile;

import dev.serai.audit.AuditRecord;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.ingress.source.Source;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Asks a provider what there was in a time, and sends it through its source's route. What had come
 * in is known again, whichever comes first, the webhook or this; that is why it reaches no further
 * back than copies are known. Thread-safe; waits for the provider and for the database.
 */
public final class Reconcile implements AutoCloseable {

    /** What it is called in the audit trail. */
    public static final String ACTION = "source.reconcile";

    private final Map<String, Provider> providers;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Calls.ANSWER_MAX)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final LoggedEvents logged;
    private final TakeIn takeIn;
    private final AuditRecords audit;
    private final Duration window;
    private final Ksuid ksuid;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * Wires it.
     *
     * @param providers by the connectors of their sources
     * @param window how long copies are known
     */
    Reconcile(
            Map<String, Provider> providers,
            LoggedEvents logged,
            TakeIn takeIn,
            AuditRecords audit,
            Duration window,
            Ksuid ksuid,
            InstantSource clock) {
        this.providers = Map.copyOf(providers);
        this.logged = logged;
        this.takeIn = takeIn;
        this.audit = audit;
        this.window = window;
        this.ksuid = ksuid;
        this.clock = clock;
    }

    /**
     * Reconciles a source, from the oldest on, as far as one call gets.
     *
     * @param connector the source's
     * @param actor who wants it
     * @throws ProblemException if it cannot be done, or broke off; to ask again is safe
     */
    public Reconciled run(Source source, String connector, Ask ask, String actor) {
        Provider provider = provider(connector);
        check(provider, source, ask);
        Calls calls =
                new Calls(
                        http,
                        provider.name(),
                        provider.base(),
                        provider.headers(ask.apiKey()),
                        clock,
                        stopping,
                        Calls.ANSWER_MAX);
        try {
            Ask part = ask;
            Optional<List<Listed>> listed = provider.list(part, calls);
            while (listed.isEmpty()) {
                part = part.until(middle(part));
                listed = provider.list(part, calls);
            }
            return take(new TakeIn.Run(source, provider, part, calls), ask, listed.get(), actor);
        } catch (ProviderAway e) {
            throw away(e);
        }
    }

    private Provider provider(String connector) {
        Provider provider = providers.get(connector);
        if (provider == null) {
            throw notReconcilable(
                    "Only sources of the connectors "
                            + String.join(", ", providers.keySet().stream().sorted().toList())
                            + " can be reconciled.");
        }
        return provider;
    }

    private void check(Provider provider, Source source, Ask ask) {
        provider.objection(source)
                .ifPresent(
                        why -> {
                            throw notReconcilable(why);
                        });
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
        provider.check(ask);
    }

    /** Halves a time that has too much; ends at a second that has. */
    private static Instant middle(Ask ask) {
        long seconds = ask.to().getEpochSecond() - ask.from().getEpochSecond();
        if (seconds < 2) {
            throw problem(409, "too_many", "There are more than 1000 in one second.");
        }
        return ask.from().plusSeconds(seconds / 2);
    }

    private Reconciled take(TakeIn.Run run, Ask ask, List<Listed> listed, String actor) {
        AuditRecord record = record(run, actor);
        audit.write(record);
        Tally tally = new Tally();
        Instant reached = run.part().from();
        try {
            reached = takeIn.all(run, listed, logged.of(run.source(), listed), tally, record.id());
        } finally {
            audit.settle(record.id(), tally + " until " + reached, tally.missing());
        }
        return tally.reconciled(reached, reached.equals(ask.to()));
    }

    private AuditRecord record(TakeIn.Run run, String actor) {
        Ask part = run.part();
        String hook = part.hook() == null ? "" : " of " + part.hook();
        return new AuditRecord(
                "aud_" + ksuid.next(),
                clock.instant(),
                run.source().owner().tenant(),
                actor,
                ACTION,
                run.source().name(),
                run.source().name(),
                part.from() + " to " + part.to() + ": " + String.join(", ", part.types()) + hook,
                null,
                List.of());
    }

    private static ProblemException away(ProviderAway away) {
        Problem problem =
                Problem.of(
                        502, "provider_away", "It cannot be reconciled", away.getMessage() + ".");
        Duration wait = away.comeAgain();
        return wait == null
                ? new ProblemException(problem)
                : new ProblemException(problem, Map.of("Retry-After", "" + wait.toSeconds()));
    }

    private static ProblemException notReconcilable(String why) {
        return problem(409, "not_reconcilable", why);
    }

    private static ProblemException problem(int status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, "It cannot be reconciled", detail));
    }

    /** Waits for no provider any more. */
    @Override
    public void close() {
        stopping.countDown();
        http.shutdownNow();
    }
}
