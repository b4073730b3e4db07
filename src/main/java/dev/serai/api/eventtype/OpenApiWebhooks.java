package dev.serai.api.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.Fields;
import dev.serai.eventtype.Description;
import dev.serai.eventtype.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the webhooks of an OpenAPI document as kinds of events, their schemas made whole. */
record OpenApiWebhooks(ObjectMapper json, JsonNode spec) {

    private static final int TYPES_MAX = 1_000;
    private static final int DEPTH_MAX = 32;

    /** A document may refer to one thing from many: what is made whole is bounded. */
    private static final int SCHEMA_LENGTH_MAX = 256 * 1024;

    private static final String REF = "$ref";
    private static final String DESCRIPTION = "description";

    /** What each kind of events is to be, by name. */
    Map<String, Description> read() {
        JsonNode webhooks = spec.has("webhooks") ? spec.get("webhooks") : spec.path("x-webhooks");
        if (!webhooks.isObject() || webhooks.isEmpty() || webhooks.size() > TYPES_MAX) {
            throw Fields.wrong("/spec", "has webhooks (or x-webhooks), 1 to 1000 of them");
        }
        Map<String, Description> types = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> webhook : webhooks.properties()) {
            if (!EventType.isName(webhook.getKey())) {
                throw Fields.wrong(
                        "/spec/webhooks", "has a name that is no event type's: a-z A-Z 0-9 . _ -");
            }
            types.put(webhook.getKey(), description(webhook.getValue().path("post")));
        }
        return types;
    }

    private Description description(JsonNode operation) {
        String text = operation.path(DESCRIPTION).asText(operation.path("summary").asText(""));
        List<String> flags = new ArrayList<>();
        operation.path("x-svix-feature-flags").forEach(flag -> flags.add(flag.asText()));
        return new Description(
                text,
                schemas(operation),
                flags.stream().filter(EventType::isName).toList(),
                group(operation),
                false,
                operation.path("deprecated").asBoolean(false),
                null);
    }

    private static @Nullable String group(JsonNode operation) {
        String group = operation.path("x-svix-group-name").asText("");
        return EventType.isName(group) ? group : null;
    }

    private @Nullable String schemas(JsonNode operation) {
        JsonNode schema =
                operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema");
        if (!schema.isObject()) {
            return null;
        }
        int[] left = {SCHEMA_LENGTH_MAX};
        return json.createObjectNode().set("1", whole(schema, 0, left)).toString();
    }

    /** With what it refers to within the document in its place. */
    private JsonNode whole(JsonNode node, int depth, int[] left) {
        left[0] -= node.isValueNode() ? node.asText().length() : 2;
        if (depth > DEPTH_MAX || left[0] < 0) {
            throw Fields.wrong("/spec", "has a schema that refers to itself, or is over 256 KiB");
        }
        String ref = node.path(REF).asText("");
        if (ref.startsWith("#/")) {
            return whole(spec.at(ref.substring(1)), depth + 1, left);
        }
        if (node.isObject()) {
            ObjectNode copy = json.createObjectNode();
            node.properties()
                    .forEach(e -> copy.set(e.getKey(), whole(e.getValue(), depth + 1, left)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = json.createArrayNode();
            node.forEach(item -> copy.add(whole(item, depth + 1, left)));
            return copy;
        }
        return node;
    }
}
