package dev.serai.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.tenant.Owner;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping says of an event: a JSON object of these members, only {@code type} required, null
 * the same as absent.
 *
 * @param type dotted: {@code razorpay.payment.captured}
 * @param time RFC 3339, or seconds since the epoch; when absent, when the webhook came
 * @param partitionKey when absent, the subject; else nothing else is ordered with it
 */
record EventFields(
        String type,
        @Nullable Instant time,
        @Nullable String subject,
        @Nullable String partitionKey,
        @Nullable String originId,
        Priority priority,
        @Nullable String dataContentType) {

    private static final double MILLIS = 1000;
    private static final Set<String> MEMBERS =
            Set.of(
                    "type",
                    "time",
                    "subject",
                    "partitionkey",
                    "originid",
                    "priority",
                    "datacontenttype");

    /**
     * Reads a mapping's result.
     *
     * @throws Unmappable if it is not an event
     */
    static EventFields read(JsonNode mapped) {
        if (!mapped.isObject()) {
            throw new Unmappable("the mapping gave no JSON object for the event");
        }
        mapped.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!MEMBERS.contains(name)) {
                                throw new Unmappable("an event has no member " + shown(name));
                            }
                        });
        String type = text(mapped, "type");
        if (type == null) {
            throw new Unmappable("the mapping gave the event no type");
        }
        return new EventFields(
                checked(type, "type", Attributes.typeFault(type)),
                time(mapped.path("time")),
                text(mapped, "subject"),
                text(mapped, "partitionkey"),
                text(mapped, "originid"),
                priority(text(mapped, "priority")),
                contentType(text(mapped, "datacontenttype")));
    }

    /** The event. */
    Event event(EventId id, Owner owner, Webhook webhook, Data data) {
        return new Event(
                id,
                owner,
                type,
                "/in/" + webhook.source(),
                subject,
                time == null ? webhook.receivedAt() : time,
                dataContentType == null ? data.contentType() : dataContentType,
                data.bytes(),
                partitionKey != null ? partitionKey : subject != null ? subject : id.value(),
                priority,
                originId,
                webhook.traceparent());
    }

    /**
     * An event's payload.
     *
     * @param contentType what it is when the mapping does not say
     */
    record Data(byte[] bytes, String contentType) {}

    private static @Nullable String text(JsonNode mapped, String name) {
        JsonNode value = mapped.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new Unmappable(name + " is a text, not " + value.getNodeType());
        }
        String text = value.asText();
        return text.isEmpty() ? null : checked(text, name, Attributes.textFault(text));
    }

    private static String checked(String value, String name, @Nullable String fault) {
        if (fault != null) {
            throw new Unmappable(name + " " + fault + ", not " + shown(value));
        }
        return value;
    }

    private static @Nullable Instant time(JsonNode time) {
        if (time.isMissingNode() || time.isNull()) {
            return null;
        }
        Instant instant =
                time.isNumber()
                        ? Instant.ofEpochMilli(Math.round(time.asDouble() * MILLIS))
                        : parsed(time.asText());
        if (instant == null || Attributes.timeFault(instant) != null) {
            throw new Unmappable(
                    "time is seconds since the epoch or RFC 3339, not " + shown(time.asText()));
        }
        return instant;
    }

    private static @Nullable Instant parsed(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Priority priority(@Nullable String priority) {
        try {
            return priority == null ? Priority.NORMAL : Priority.of(priority);
        } catch (IllegalArgumentException e) {
            throw new Unmappable(e.getMessage() + ", not " + shown(priority));
        }
    }

    private static @Nullable String contentType(@Nullable String type) {
        return type == null
                ? null
                : checked(type, "datacontenttype", Attributes.contentTypeFault(type));
    }

    private static String shown(String value) {
        return '"' + Attributes.shown(value) + '"';
    }
}
