package dev.serai.api.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.serai.event.EventJson;
import dev.serai.ingress.answer.Reply;
import dev.serai.route.bench.Trial;
import dev.serai.route.bench.Trial.Sent;
import dev.serai.route.bench.Trial.Shown;
import dev.serai.route.bench.Trial.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a draft did on the bench.
 *
 * @param finished whether it went to its end
 * @param fault why not
 * @param note what is to be known besides
 * @param answer what the route itself would have had the sender answered: to a handshake, for one
 * @param events the events that would have been appended, as structured CloudEvents
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrialView(
        boolean finished,
        @Nullable String fault,
        @Nullable String note,
        long tookMillis,
        List<StepView> steps,
        List<SentView> sent,
        @Nullable AnswerView answer,
        @JsonRawValue String events) {

    /** A step and what was there after it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepView(
            String route,
            String id,
            @Nullable Integer line,
            String kind,
            String label,
            long tookMicros,
            @Nullable String fault,
            @Nullable MessageView after) {

        static StepView of(Step step) {
            return new StepView(
                    step.route(),
                    step.id(),
                    step.line() == 0 ? null : step.line(),
                    step.kind(),
                    step.label(),
                    step.took().toNanos() / 1_000,
                    step.fault(),
                    step.after() == null ? null : MessageView.of(step.after()));
        }
    }

    /** What would have gone where. */
    record SentView(String uri, MessageView message) {

        static SentView of(Sent sent) {
            return new SentView(sent.uri(), MessageView.of(sent.message()));
        }
    }

    /**
     * A message.
     *
     * @param body as text; null if it has none or is none
     * @param bodyBase64 likewise
     * @param size of the body when it is whole
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MessageView(
            @Nullable String body,
            @Nullable String bodyBase64,
            int size,
            Map<String, String> headers,
            Map<String, String> variables) {

        static MessageView of(Shown shown) {
            return new MessageView(
                    shown.isText() ? shown.body() : null,
                    shown.isText() ? null : shown.body(),
                    shown.size(),
                    shown.headers(),
                    shown.variables());
        }
    }

    /** What a sender would have been answered. */
    record AnswerView(int status, String contentType, Map<String, String> headers, String body) {

        static AnswerView of(Reply reply) {
            return new AnswerView(
                    reply.status(),
                    reply.contentType(),
                    reply.headers(),
                    new String(reply.body(), StandardCharsets.UTF_8));
        }
    }

    static TrialView of(Trial trial) {
        return new TrialView(
                trial.fault() == null,
                trial.fault(),
                trial.note().isEmpty() ? null : trial.note(),
                trial.took().toMillis(),
                trial.steps().stream().map(StepView::of).toList(),
                trial.sent().stream().map(SentView::of).toList(),
                trial.answer() == null ? null : AnswerView.of(trial.answer()),
                trial.events().stream()
                        .map(EventJson::structured)
                        .map(json -> new String(json, StandardCharsets.UTF_8))
                        .toList()
                        .toString());
    }
}
