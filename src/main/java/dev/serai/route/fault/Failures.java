package dev.serai.route.fault;

import dev.serai.relay.CannotContinue;
import dev.serai.relay.EntryFailed;
import dev.serai.relay.LeaseLost;
import dev.serai.relay.Refused;
import dev.serai.relay.SinkAway;
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

    /** Asked in this order about each exception of the chain, the outermost first. */
    private static final List<Function<Throwable, Optional<Fault>>> READERS =
            List.of(HttpAnswers::read, SqlStates::read, MailReplies::read, StepFailures::read);

    private final UnaryOperator<String> hide;

    /**
     * @param hide takes the secrets out of a text that people will read
     */
    public Failures(UnaryOperator<String> hide) {
        this.hide = hide;
    }

    /** What the relay is to be told. */
    public Exception meaning(Throwable failure) {
        Throwable cause = failure;
        Optional<Fault> known = Optional.empty();
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
            if (cause instanceof Refused
                    || cause instanceof LeaseLost
                    || cause instanceof CannotContinue
                    || cause instanceof SinkAway
                    || cause instanceof EntryFailed) {
                return (RuntimeException) cause;
            }
            known = known.or(first(cause));
            cause = cause.getCause();
        }
        return told(known.orElseGet(() -> unknown(failure)), failure);
    }

    private static java.util.function.Supplier<Optional<Fault>> first(Throwable cause) {
        return () ->
                READERS.stream()
                        .map(reader -> reader.apply(cause))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /** What happened, for people. */
    public String words(Throwable failure) {
        return String.valueOf(meaning(failure).getMessage());
    }

    private static Fault unknown(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEPTH_MAX; depth++) {
            root = root.getCause();
        }
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
                    case ELSEWHERE -> new SinkAway(line);
                };
        told.setStackTrace(failure.getStackTrace());
        return told;
    }
}
