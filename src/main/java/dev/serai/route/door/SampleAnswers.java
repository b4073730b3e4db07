package dev.serai.route.door;

import dev.serai.ingress.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the sender of a sample which events it became, whatever its source's route answers. A
 * sample bears a token that only its sender knows. Thread-safe.
 */
public final class SampleAnswers {

    /** The header with the token; what came in bears it for ever as the mark of a sample. */
    public static final String HEADER = "Serai-Sample";

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    /** What became of a sample; not known before the answer. */
    record Waiting(@Nullable Answer answer) {}

    public void expect(String token) {
        waiting.put(token, new Waiting(null));
    }

    /** What became of a sample; it is not waited for any more. */
    public Optional<Answer> take(String token) {
        return Optional.ofNullable(waiting.remove(token)).map(Waiting::answer);
    }

    /** A request is about to be answered; most are no samples. */
    void answered(@Nullable String token, Answer answer) {
        if (token != null && !waiting.isEmpty()) {
            waiting.computeIfPresent(token, (key, before) -> new Waiting(answer));
        }
    }
}
