package dev.serai.api.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Query;
import dev.serai.api.endpoint.MakeApp;
import dev.serai.api.error.BodyLimit;
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
import dev.serai.tenant.PostgresProjects;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes messages in as events of the log. */
@RestController
final class CreateMessageController {

    private static final String ALL = "/api/v1/app/{app}/msg";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int KEY_MAX = 256;
    private static final String TRACEPARENT = "[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    private static final String AUTOMATIC = "auto_";

    private final MakeApp apps;
    private final Outbox outbox;
    private final PostgresMessages messages;
    private final TagStore tags;
    private final IngressLimits limits;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Ksuid ksuid;

    CreateMessageController(
            PostgresProjects projects,
            Outbox outbox,
            MessageStores stores,
            IngressLimits limits,
            ObjectMapper json,
            InstantSource clock,
            Ksuid ksuid) {
        this.apps = new MakeApp(projects, clock, ksuid);
        this.outbox = outbox;
        this.messages = stores.messages();
        this.tags = stores.tags();
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
            @RequestHeader(name = "svix-retry-count", required = false) @Nullable String retry,
            @RequestHeader(name = "traceparent", required = false) @Nullable String trace,
            @RequestBody byte[] body) {
        if (body.length > limits.bodyBytesMax()) {
            throw BodyLimit.exceeded(limits.bodyBytesMax());
        }
        if (key != null && (key.isBlank() || key.length() > KEY_MAX)) {
            throw Query.wrong("Idempotency-Key", "is 1 to 256 characters");
        }
        MessageFields fields = MessageFields.of(body, json);
        Owner owner = apps.getOrMake(caller, app, fields.application()).owner();
        Event event = event(owner, fields, trace);
        tags.keep(event.id(), fields.tags());
        boolean again = key != null && (!key.startsWith(AUTOMATIC) || retry != null);
        List<DedupeKey> keys = MessageKeys.of(owner, fields.eventId(), key);
        return switch (append(new Candidate(event, keys, null))) {
            case Appended.New made ->
                    ResponseEntity.accepted().body(MessageView.of(event, fields.tags(), content));
            case Appended.Duplicate copy ->
                    ResponseEntity.accepted()
                            .header(REPLAYED, "true")
                            .body(MessageView.of(original(event, copy.id(), again), content));
        };
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
                fields.content().contentType(),
                fields.content().data(),
                // Messages of a channel keep their order; others have none among each other.
                fields.channels().isEmpty() ? id.value() : fields.channels().getFirst(),
                Priority.NORMAL,
                fields.eventId(),
                trace != null && trace.matches(TRACEPARENT) ? trace : null);
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

    /**
     * The same request again is answered as the first one was. Clients give every request a key of
     * its own; one that is not a retry is no repetition, but another message with this eventId.
     */
    private Message original(Event event, EventId id, boolean again) {
        if (!again && event.originId() != null) {
            throw eventExists();
        }
        return messages.find(event.owner(), id.value())
                .filter(original -> isSame(original.event(), event))
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
