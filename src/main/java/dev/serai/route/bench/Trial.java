package dev.serai.route.bench;

import dev.serai.event.Event;
import dev.serai.ingress.answer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a draft did on the bench.
 *
 * @param steps in the order in which they began
 * @param sent what would have gone where
 * @param events what would have been appended to the log
 * @param answer what its sender would have been answered by the route, if it says so: to a
 *     handshake, or by {@code ingress:answer} to a webhook that is accepted
 * @param note what is to be known of it besides; empty for nothing
 * @param fault what it ended with; null if it went to its end
 * @param took how long it ran
 */
public record Trial(
        List<Step> steps,
        List<Sent> sent,
        List<Event> events,
        @Nullable Reply answer,
        String note,
        @Nullable String fault,
        Duration took) {

    public Trial {
        steps = List.copyOf(steps);
        sent = List.copyOf(sent);
        events = List.copyOf(events);
    }

    /**
     * A step, and what was there after it.
     *
     * @param route the id of the route that it is of: the draft's own, or its Kamelet's
     * @param id its id; Camel makes one up where the draft has none
     * @param line where in its file, from 1; 0 if that is not known
     * @param kind what it is, as it is written: {@code setBody}
     * @param label what it says
     * @param after null if it did not come to its end
     * @param took how long, those within it included
     * @param fault what it failed with; null if it did not
     */
    public record Step(
            String route,
            String id,
            int line,
            String kind,
            String label,
            @Nullable Shown after,
            Duration took,
            @Nullable String fault) {}

    /**
     * What would have gone out.
     *
     * @param uri where to, without secrets
     * @param message what
     */
    public record Sent(String uri, Shown message) {}

    /**
     * A message as it is shown: clipped, and without what may be secret.
     *
     * @param body as text, JSON if it is that; in base64 if it is none; null if there is none
     * @param isText whether the body is not in base64
     * @param size how long it is, in bytes of what is shown if it were not clipped
     * @param headers by name
     * @param variables by name
     */
    public record Shown(
            @Nullable String body,
            boolean isText,
            int size,
            Map<String, String> headers,
            Map<String, String> variables) {}
}
