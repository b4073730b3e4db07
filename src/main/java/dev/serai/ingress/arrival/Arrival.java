package dev.serai.ingress.arrival;

import dev.serai.event.Attributes;
import dev.serai.event.Event;
import dev.serai.outbox.RawRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that came to a source, whoever sent it. Immutable.
 *
 * @param source the name of the source it came to
 * @param request what came
 * @param at when
 */
public record Arrival(String source, RawRequest request, Instant at) {

    /** The trace context that it came with, if it is one. */
    public @Nullable String traceparent() {
        for (String value : request.header("traceparent")) {
            if (Attributes.traceparentFault(value) == null) {
                return value;
            }
        }
        return null;
    }

    /** What its body is, as it says; JSON if it says nothing. */
    public String contentType() {
        return request.header("content-type").stream()
                .filter(value -> Attributes.contentTypeFault(value) == null)
                .findFirst()
                .orElse(Event.JSON);
    }

    /** The same with another body, for one that is not kept whole. */
    public Arrival withBody(byte[] body) {
        return body == request.body()
                ? this
                : new Arrival(
                        source,
                        new RawRequest(
                                request.method(),
                                request.path(),
                                request.query(),
                                request.headers(),
                                body),
                        at);
    }

    /** The method and path only: headers and body may be private. */
    @Override
    public String toString() {
        return request.toString();
    }
}
