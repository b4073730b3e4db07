package dev.serai.subscription.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.subscription.condition.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the options stand in the database: an object of what differs from the default. */
public final class OptionsColumn {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OptionsColumn() {}

    public static String write(EndpointOptions options) {
        ObjectNode object = JSON.createObjectNode();
        if (options.payload() != Payload.DATA) {
            object.put("payload", options.payload().name().toLowerCase(Locale.ROOT));
        }
        if (options.ordering() != Ordering.NONE) {
            object.put("ordering", options.ordering().name().toLowerCase(Locale.ROOT));
        }
        if (options.concurrency() != null) {
            object.put("concurrency", options.concurrency());
        }
        if (options.condition() != null) {
            object.put("condition", options.condition().toString());
        }
        List<Duration> schedule = options.retrySchedule();
        if (schedule != null) {
            ArrayNode delays = object.putArray("retryMillis");
            schedule.forEach(delay -> delays.add(delay.toMillis()));
        }
        return object.toString();
    }

    public static EndpointOptions read(String column) {
        JsonNode object = parsed(column);
        return new EndpointOptions(
                Payload.valueOf(name(object, "payload", Payload.DATA)),
                Ordering.valueOf(name(object, "ordering", Ordering.NONE)),
                object.has("concurrency") ? object.get("concurrency").intValue() : null,
                schedule(object.get("retryMillis")),
                object.has("condition") ? Condition.of(object.get("condition").textValue()) : null);
    }

    private static String name(JsonNode object, String member, Enum<?> otherwise) {
        return object.path(member).asText(otherwise.name()).toUpperCase(Locale.ROOT);
    }

    private static @Nullable List<Duration> schedule(@Nullable JsonNode millis) {
        if (millis == null) {
            return null;
        }
        List<Duration> delays = new ArrayList<>();
        millis.forEach(delay -> delays.add(Duration.ofMillis(delay.longValue())));
        return delays;
    }

    private static JsonNode parsed(String column) {
        try {
            return JSON.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.endpoint.options holds no JSON", e);
        }
    }
}
