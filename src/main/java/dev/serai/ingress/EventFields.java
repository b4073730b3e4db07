package dev.serai.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.EventJson;
import dev.serai.event.JsonText;
import dev.serai.event.Priority;
import dev.serai.tenant.Owner;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping says of an event: a JSON object of these members, only {@code type} required, null
 * the same as absent.
 *
 * @param type dotted: {@code razorpay.payment.captured}
 * @param time RFC 3339, or seconds since the epoch; when absent, when the webhook came
 * @param partitionKey when absent, the subject; else nothing else is ordered with it
 * @param once whether there is never another event of this type about this subject
 */
record EventFields(
        String type,
        @Nullable Instant time,
        @Nullable String subject,
        @Nullable String partitionKey,
        @Nullable String originId,
        boolean once,
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
                    "once",
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
                                throw new Unmappable("an event has no member of that name", name);
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
                once(mapped.path("once")),
                priority(text(mapped, "priority")),
                contentType(text(mapped, "datacontenttype")));
    }

    /**
     * Checks that data which goes out as JSON is JSON, for any reader of it.
     *
     * @throws Unmappable if it is not
     */
    void checkData(Data data) {
        boolean isRight =
                data.bytes().length == 0
                        || !EventJson.isJson(contentType(data))
                        || JsonText.isJson(data.bytes());
        if (!isRight) {
            throw new Unmappable(
                    "the data is not one JSON value in UTF-8, and datacontenttype says that it is");
        }
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
                contentType(data),
                data.bytes(),
                partitionKey != null ? partitionKey : subject != null ? subject : id.value(),
                priority,
                originId,
                webhook.traceparent());
    }

    private String contentType(Data data) {
        return dataContentType == null ? data.contentType() : dataContentType;
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
            throw new Unmappable(name + " is a text, not " + kind(value));
        }
        String text = value.asText();
        return text.isEmpty() ? null : checked(text, name, Attributes.textFault(text));
    }

    private static String checked(String value, String name, @Nullable String fault) {
        if (fault != null) {
            throw new Unmappable(name + " " + fault + ", not " + kind(value), value);
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
                    "time is seconds since the epoch or RFC 3339, not " + kind(time),
                    time.asText());
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

    private static boolean once(JsonNode once) {
        if (!once.isMissingNode() && !once.isNull() && !once.isBoolean()) {
            throw new Unmappable("once is true or false, not " + kind(once));
        }
        return once.asBoolean();
    }

    private static Priority priority(@Nullable String priority) {
        try {
            return priority == null ? Priority.NORMAL : Priority.of(priority);
        } catch (IllegalArgumentException e) {
            throw new Unmappable(e.getMessage() + ", not " + kind(priority), priority);
        }
    }

    private static @Nullable String contentType(@Nullable String type) {
        return type == null
                ? null
                : checked(type, "datacontenttype", Attributes.contentTypeFault(type));
    }

    /** What a value is, without telling it. */
    private static String kind(JsonNode value) {
        return value.isTextual()
                ? kind(value.textValue())
                : "of the kind " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String kind(String text) {
        return "a text of " + text.length() + " characters";
    }
}
