package dev.serai.api.message;

import dev.serai.delivery.attempt.Attempt;
import java.time.Instant;

/** An attempt as the outbound API shows it. */
record AttemptView(
        String id,
        String endpointId,
        String msgId,
        String url,
        String response,
        int responseStatusCode,
        long responseDurationMs,
        int status,
        String statusText,
        Instant timestamp,
        int triggerType) {

    static final int SUCCESS = 0;
    static final int FAIL = 2;
    private static final int SCHEDULED = 0;
    private static final int MANUAL = 1;

    /**
     * Shows an attempt.
     *
     * @param content whether with the beginning of the answer
     */
    static AttemptView of(Attempt attempt, boolean content) {
        return new AttemptView(
                attempt.id(),
                attempt.endpoint(),
                attempt.event().value(),
                attempt.url(),
                content ? attempt.response() : "",
                attempt.status(),
                attempt.took().toMillis(),
                attempt.delivered() ? SUCCESS : FAIL,
                attempt.delivered() ? "success" : "fail",
                attempt.at(),
                attempt.manual() ? MANUAL : SCHEDULED);
    }
}
