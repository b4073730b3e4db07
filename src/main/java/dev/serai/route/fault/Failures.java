package dev.serai.route.fault;

import dev.serai.delivery.courier.RetryAfter;
import dev.serai.relay.batch.CannotContinue;
import dev.serai.relay.batch.EntryFailed;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.SinkAway;
import dev.serai.relay.lease.LeaseLost;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Tells the relay what a failure of a route means. What nobody knows here counts as an outage: to
 * wait loses nothing. Thread-safe.
 */
public final class Failures {

    private static final int WORDS_MAX = 500;
    private static final int DEPTH_MAX = 20;

    /** What the far end says, and whether it can be reached, tells most, wherever it stands. */
    private static final List<Function<Throwable, Optional<Fault>>> FAR_END =
            List.of(
                    HttpAnswers::read,
                    SqlStates::read,
                    MailReplies::read,
                    FileNames::read,
                    Connections::read);

    private static final List<Function<Throwable, Optional<Fault>>> STEPS =
            List.of(StepFailures::read);

    private final UnaryOperator<String> hide;
    private final InstantSource clock;

    /**
     * @param hide takes the secrets out of a text that people will read
     */
    public Failures(UnaryOperator<String> hide, InstantSource clock) {
        this.hide = hide;
        this.clock = clock;
    }

    /** What the relay is to be told. */
    public Exception meaning(Throwable failure) {
        List<Throwable> chain = chain(failure);
        Optional<Throwable> said = chain.stream().filter(Failures::isSaid).findFirst();
        if (said.isPresent() && said.get() instanceof RuntimeException ours) {
            return ours;
        }
        Fault fault =
                first(FAR_END, chain)
                        .or(() -> first(STEPS, chain))
                        .orElseGet(() -> unknown(chain.getLast()));
        return told(fault, failure);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && chain.size() < DEPTH_MAX; t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    /** What the relay understands as it is. */
    private static boolean isSaid(Throwable failure) {
        return failure instanceof Refused
                || failure instanceof EntryFailed
                || failure instanceof SinkAway
                || failure instanceof LeaseLost
                || failure instanceof CannotContinue;
    }

    private static Optional<Fault> first(
            List<Function<Throwable, Optional<Fault>>> readers, List<Throwable> chain) {
        return chain.stream()
                .flatMap(t -> readers.stream().map(reader -> reader.apply(t)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Fault unknown(Throwable root) {
        String message = root.getMessage();
        return Fault.elsewhere(
                root.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    }

    /** Without the cause, whose message may hold a secret; its stack shows where to look. */
    private RuntimeException told(Fault fault, Throwable failure) {
        String words = hide.apply(fault.words()).strip().replaceAll("\\s*\\R\\s*", " ");
        String line = words.length() <= WORDS_MAX ? words : words.substring(0, WORDS_MAX);
        RuntimeException told =
                switch (fault.lies()) {
                    case IN_THE_EVENT -> new EntryFailed(line);
                    case ELSEWHERE ->
                            new SinkAway(
                                    line, RetryAfter.parse(fault.retryAfter(), clock.instant()));
                };
        told.setStackTrace(failure.getStackTrace());
        return told;
    }
}
