package dev.serai.api.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.delivery.attempt.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt as the outbound API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
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
        int triggerType,
        @Nullable MessageView msg) {

    static final int SUCCESS = 0;
    static final int FAIL = 2;
    private static final int SCHEDULED = 0;
    private static final int MANUAL = 1;

    /**
     * Shows an attempt.
     *
     * @param content whether with the beginning of the answer
     * @param msg the message, or null if nobody asked for it
     */
    static AttemptView of(Attempt attempt, boolean content, @Nullable MessageView msg) {
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
                attempt.manual() ? MANUAL : SCHEDULED,
                msg);
    }
}
