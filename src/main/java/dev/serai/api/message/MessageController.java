package dev.serai.api.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Query;
import dev.serai.api.error.BodyLimit;
import dev.serai.api.event.PostgresEvents;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.ingress.IngressLimits;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.OutboxRefused;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes messages in as events of the log, and shows them. */
@RestController
final class MessageController {

    private static final String ALL = "/api/v1/app/{app}/msg";
    private static final String ONE = ALL + "/{msg}";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int KEY_MAX = 256;
    private static final String TRACEPARENT = "[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    private final Apps apps;
    private final Outbox outbox;
    private final PostgresEvents events;
    private final IngressLimits limits;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Ksuid ksuid;

    MessageController(
            Projects projects,
            Outbox outbox,
            PostgresEvents events,
            IngressLimits limits,
            ObjectMapper json,
            InstantSource clock,
            Ksuid ksuid) {
        this.apps = new Apps(projects);
        this.outbox = outbox;
        this.events = events;
        this.limits = limits;
        this.json = json;
        this.clock = clock;
        this.ksuid = ksuid;
    }

    @PostMapping(
            path = {ALL, ALL + "/"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MessageView> create(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestParam(name = "with_content", defaultValue = "true") boolean content,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "traceparent", required = false) @Nullable String trace,
            @RequestBody byte[] body) {
        if (body.length > limits.bodyBytesMax()) {
            throw BodyLimit.exceeded(limits.bodyBytesMax());
        }
        Owner owner = apps.get(caller, app).owner();
        if (key != null && (key.isBlank() || key.length() > KEY_MAX)) {
            throw Query.wrong("Idempotency-Key", "is 1 to 256 characters");
        }
        MessageFields fields = MessageFields.of(body, json);
        Event event = event(owner, fields, trace);
        return switch (append(new Candidate(event, keys(owner, fields, key), null))) {
            case Appended.New made ->
                    ResponseEntity.accepted().body(MessageView.of(event, content));
            case Appended.Duplicate copy ->
                    ResponseEntity.accepted()
                            .header(REPLAYED, "true")
                            .body(MessageView.of(original(event, copy.id(), key), content));
        };
    }

    @GetMapping({ONE, ONE + "/"})
    MessageView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String msg,
            @RequestParam(name = "with_content", defaultValue = "true") boolean content) {
        Owner owner = apps.get(caller, app).owner();
        if (!EventId.isValid(msg)) {
            throw Apps.notFound("message");
        }
        return events.find(owner.tenant(), new EventId(msg))
                .map(stored -> stored.entry().event())
                .filter(event -> event.owner().equals(owner))
                .map(event -> MessageView.of(event, content))
                .orElseThrow(() -> Apps.notFound("message"));
    }

    private Event event(Owner owner, MessageFields fields, @Nullable String trace) {
        EventId id = EventId.next(ksuid);
        return new Event(
                id,
                owner,
                fields.eventType(),
                "/api/v1/app/" + owner.project() + "/msg",
                fields.channels().isEmpty() ? null : String.join(",", fields.channels()),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Event.JSON,
                fields.payload(),
                // Messages of a channel keep their order; others have none among each other.
                fields.channels().isEmpty() ? id.value() : fields.channels().getFirst(),
                Priority.NORMAL,
                fields.eventId(),
                trace != null && trace.matches(TRACEPARENT) ? trace : null);
    }

    private static List<DedupeKey> keys(
            Owner owner, MessageFields fields, @Nullable String idempotencyKey) {
        String scope = owner.tenant() + "/" + owner.project() + "/msg/";
        List<DedupeKey> keys = new ArrayList<>();
        if (fields.eventId() != null) {
            keys.add(DedupeKey.of(scope + "event-id", fields.eventId()));
        }
        if (idempotencyKey != null) {
            keys.add(DedupeKey.of(scope + "idempotency-key", idempotencyKey));
        }
        return keys;
    }

    private Appended append(Candidate candidate) {
        try {
            return outbox.append(candidate).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutboxUnavailable unavailable) {
                throw unavailable;
            }
            if (e.getCause() instanceof OutboxRefused refused) {
                throw refused;
            }
            throw new IllegalStateException("appending failed in an unknown way", e);
        }
    }

    /** With an idempotency key the same request again is answered as the first one was. */
    private Event original(Event event, EventId id, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            throw eventExists();
        }
        return events.find(event.owner().tenant(), id)
                .map(stored -> stored.entry().event())
                .filter(original -> isSame(original, event))
                .orElseThrow(() -> event.originId() == null ? keyReused() : eventExists());
    }

    private static boolean isSame(Event original, Event again) {
        return original.owner().equals(again.owner())
                && original.type().equals(again.type())
                && Objects.equals(original.originId(), again.originId())
                && Objects.equals(original.subject(), again.subject())
                && Arrays.equals(original.data(), again.data());
    }

    private static ProblemException eventExists() {
        return new ProblemException(
                Problem.of(
                        409,
                        "event_exists",
                        "The message exists",
                        "eventId: a message with this eventId was taken in already."));
    }

    private static ProblemException keyReused() {
        return new ProblemException(
                Problem.of(
                        422,
                        "idempotency_key_reused",
                        "Idempotency key reused",
                        "Idempotency-Key: another request was made with this key."));
    }
}
