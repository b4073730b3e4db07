package dev.serai.ingress;

import dev.serai.problem.Problem;
import java.time.Duration;
import java.util.Map;

/**
 * A request that is not accepted.
 *
 * @param reason why
 * @param detail what is wrong and how to mend it; for a stranger's eyes
 * @param headers further headers of the answer, {@code Retry-After} or {@code Allow}
 */
public record Refusal(RefusalReason reason, String detail, Map<String, String> headers) {

    private static final String RETRY_AFTER = "Retry-After";

    public Refusal {
        headers = Map.copyOf(headers);
    }

    /** A refusal that trying again does not help. */
    public static Refusal of(RefusalReason reason, String detail) {
        return new Refusal(reason, detail, Map.of());
    }

    /** A refusal for now; the wait is rounded up to whole seconds, at least one. */
    public static Refusal forNow(RefusalReason reason, String detail, Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return new Refusal(reason, detail, Map.of(RETRY_AFTER, Long.toString(seconds)));
    }

    /** How it is told. */
    public Problem problem() {
        return Problem.of(reason.status(), reason.code(), reason.title(), detail);
    }
}
