package dev.serai.api.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.eventtype.EventType;
import dev.serai.eventtype.EventTypes;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.subscription.OneEndpoint;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Sends an endpoint an example of a kind of events, made of its schema. */
@RestController
final class SendExampleController {

    private static final String PATH = "/api/v1/app/{app}/endpoint/{endpoint}/send-example";
    private static final int INDEX_MAX = 1_000;

    private final Apps apps;
    private final Endpoints endpoints;
    private final EventTypes types;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Ksuid ksuid;

    SendExampleController(
            Projects projects,
            Endpoints endpoints,
            EventTypes types,
            Outbox outbox,
            ObjectMapper json,
            InstantSource clock,
            Ksuid ksuid) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.types = types;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.ksuid = ksuid;
    }

    /** The message that is on its way; it goes to this endpoint only. */
    record View(String id, String eventType, JsonNode payload, Instant timestamp) {}

    @PostMapping({PATH, PATH + "/"})
    View send(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody JsonNode body) {
        Owner owner = apps.get(caller, app).owner();
        Fields fields = Fields.of(body).known(Set.of("eventType", "exampleIndex"));
        Endpoint to = Apps.endpoint(endpoints, owner, endpoint);
        if (to.settings().disabled()) {
            throw new ProblemException(
                    Problem.of(
                            409,
                            "endpoint_disabled",
                            "The endpoint is disabled",
                            "Enable the endpoint first, then send an example."));
        }
        String type = fields.requiredText("eventType", Integer.MAX_VALUE);
        JsonNode payload = payload(caller, type, index(fields));
        Event event = event(to, type, payload);
        EventId sent = append(new Candidate(event, keys(to, key), null));
        return new View(sent.value(), type, payload, event.time());
    }

    private static int index(Fields fields) {
        JsonNode index = fields.object().path("exampleIndex");
        if (index.isMissingNode() || index.isNull()) {
            return 0;
        }
        if (!index.isInt() || index.intValue() < 0 || index.intValue() > INDEX_MAX) {
            throw Fields.wrong("/exampleIndex", "is a whole number from 0 to " + INDEX_MAX);
        }
        return index.intValue();
    }

    private JsonNode payload(Caller caller, String type, int index) {
        EventType known =
                types.find(caller.tenant(), type)
                        .orElseThrow(
                                () -> Fields.wrong("/eventType", "there is no such event type"));
        String schemas = known.description().schemas();
        try {
            return new ExamplePayload(json)
                    .of(schemas == null ? json.createObjectNode() : json.readTree(schemas), index)
                    .orElseThrow(
                            () ->
                                    Fields.wrong(
                                            "/eventType",
                                            "has no schema that an example can be made of"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.event_type holds no JSON", e);
        }
    }

    private Event event(Endpoint to, String type, JsonNode payload) {
        EventId id = EventId.next(ksuid);
        try {
            return new Event(
                    id,
                    to.owner(),
                    type,
                    OneEndpoint.source(to),
                    null,
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    Event.JSON,
                    json.writeValueAsBytes(payload),
                    id.value(),
                    Priority.NORMAL,
                    null,
                    null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    /** A request that comes again, even after a hub died over it, sends nothing twice. */
    private static List<DedupeKey> keys(Endpoint to, @Nullable String key) {
        return key == null ? List.of() : List.of(DedupeKey.of(to.id() + "/example", key));
    }

    private EventId append(Candidate candidate) {
        try {
            return outbox.append(candidate).join().id();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutboxUnavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("appending failed in an unknown way", e);
        }
    }
}
