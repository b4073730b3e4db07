package dev.serai.api.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.event.PostgresEvents;
import dev.serai.api.event.StoredEvent;
import dev.serai.event.EventId;
import dev.serai.ingress.mapped.UnmappedWebhooks;
import dev.serai.ingress.record.RefusedRequest;
import dev.serai.ingress.record.RefusedRequests;
import dev.serai.outbox.RawRequest;
import dev.serai.route.bench.Given;
import dev.serai.route.check.Draft;
import dev.serai.route.check.Draft.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what a draft is to be tried on: an event, a request, a sample, or a message. */
final class ReadGiven {

    private static final String EVENT = "event";
    private static final String REQUEST = "request";
    private static final String SAMPLE = "sample";
    private static final String BODY = "body";

    private static final String METHOD = "method";
    private static final String QUERY = "query";

    /** Of these exactly one. */
    private static final List<String> ONE_OF = List.of(EVENT, REQUEST, SAMPLE, BODY);

    /** The members of the call's body. */
    static final Set<String> FIELDS =
            Set.of("yaml", EVENT, REQUEST, SAMPLE, BODY, "headers", METHOD, QUERY, "parameters");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT");
    private static final int QUERY_LENGTH_MAX = 8 * 1024;

    private static final int NAME_LENGTH_MAX = 256;

    private final PostgresEvents events;
    private final RefusedRequests refused;
    private final UnmappedWebhooks unmapped;
    private final SampleGiven samples;

    ReadGiven(
            PostgresEvents events,
            RefusedRequests refused,
            UnmappedWebhooks unmapped,
            SampleGiven samples) {
        this.events = events;
        this.refused = refused;
        this.unmapped = unmapped;
        this.samples = samples;
    }

    Given read(Caller caller, Draft draft, Fields fields) {
        List<String> said = ONE_OF.stream().filter(fields::has).toList();
        if (said.size() != 1) {
            throw Fields.wrong(
                    "", "says one of event, request, sample and body, to try the route on");
        }
        for (String part : List.of("headers", METHOD, QUERY)) {
            if (fields.has(part) && !said.getFirst().equals(BODY)) {
                throw Fields.wrong("/" + part, "goes with body");
            }
        }
        return switch (said.getFirst()) {
            case EVENT -> event(caller, draft, fields.requiredText(EVENT, NAME_LENGTH_MAX));
            case REQUEST -> request(caller, draft, fields);
            case SAMPLE -> samples.read(draft, fields.object().get(SAMPLE));
            default -> message(draft, fields);
        };
    }

    private Given event(Caller caller, Draft draft, String id) {
        StoredEvent stored =
                find(caller, id)
                        .orElseThrow(
                                () ->
                                        Fields.wrong(
                                                "/" + EVENT, "is the id of an event in the log"));
        if (draft.kind() == Kind.SINK) {
            return new Given.Happened(stored.entry().event());
        }
        if (stored.raw() == null) {
            throw Fields.wrong("/" + EVENT, "did not come as a webhook, so no source can take it");
        }
        return new Given.Request(stored.raw());
    }

    private Optional<StoredEvent> find(Caller caller, String id) {
        return EventId.isValid(id)
                ? events.find(caller.tenant(), new EventId(id))
                : Optional.empty();
    }

    private Given request(Caller caller, Draft draft, Fields fields) {
        Fields said = Fields.of(fields.object().get(REQUEST)).known(Set.of("source", "id"));
        String source = said.requiredText("source", NAME_LENGTH_MAX);
        String id = said.requiredText("id", NAME_LENGTH_MAX);
        if (find(caller, id).isPresent()) {
            return event(caller, draft, id);
        }
        RawRequest raw = kept(caller, source, id);
        if (raw == null) {
            throw Apps.notFound(REQUEST);
        }
        if (draft.kind() == Kind.SINK) {
            throw Fields.wrong("/" + REQUEST, "became no event, and a sink takes events");
        }
        return new Given.Request(raw);
    }

    private @Nullable RawRequest kept(Caller caller, String source, String id) {
        Optional<RefusedRequest> no = refused.find(caller.tenant(), source, id);
        if (no.isPresent()) {
            return no.get().request();
        }
        return EventId.isValid(id)
                ? unmapped.find(caller.tenant(), new EventId(id))
                        .map(UnmappedWebhooks.Unmapped::request)
                        .orElse(null)
                : null;
    }

    private static Given message(Draft draft, Fields fields) {
        JsonNode body = fields.object().get(BODY);
        String text = body.isTextual() ? body.asText() : body.toString();
        Map<String, String> headers = fields.texts("headers");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String method = fields.text(METHOD, NAME_LENGTH_MAX);
        String query = fields.text(QUERY, QUERY_LENGTH_MAX);
        if (draft.kind() == Kind.SINK) {
            if (method != null || query != null) {
                throw Fields.wrong("/" + METHOD, "and query are a request's; a sink has none");
            }
            return new Given.Message(bytes, headers);
        }
        if (method != null && !METHODS.contains(method)) {
            throw Fields.wrong("/" + METHOD, "is one of " + new TreeSet<>(METHODS));
        }
        List<RawRequest.Header> lines = new ArrayList<>();
        headers.forEach((name, value) -> lines.add(new RawRequest.Header(name, value)));
        return new Given.Request(
                new RawRequest(
                        method == null ? "POST" : method,
                        "/in/" + draft.name(),
                        query,
                        lines,
                        bytes));
    }
}
