package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Makes an example of what a JSON Schema describes: its own, or one that is made up. */
record ExamplePayload(ObjectMapper json) {

    /** Schemas may refer to themselves in any depth. */
    private static final int DEPTH_MAX = 12;

    /**
     * An example of the newest of some schemas.
     *
     * @param schemas by version, in the order in which they were given
     * @param index which of its examples
     */
    Optional<JsonNode> of(JsonNode schemas, int index) {
        JsonNode newest = null;
        for (Map.Entry<String, JsonNode> version : schemas.properties()) {
            newest = version.getValue();
        }
        return newest == null ? Optional.empty() : Optional.of(example(newest, index));
    }

    private JsonNode example(JsonNode schema, int index) {
        JsonNode examples = schema.path("examples");
        if (examples.has(index)) {
            return examples.get(index);
        }
        return schema.has("example") ? schema.get("example") : made(schema, 0);
    }

    private JsonNode made(JsonNode schema, int depth) {
        for (String given : new String[] {"const", "default", "example"}) {
            if (schema.has(given)) {
                return schema.get(given);
            }
        }
        for (String several : new String[] {"examples", "enum"}) {
            if (schema.path(several).has(0)) {
                return schema.path(several).get(0);
            }
        }
        if (depth == DEPTH_MAX) {
            return json.getNodeFactory().nullNode();
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> json.getNodeFactory().textNode("string");
            case "integer" -> json.getNodeFactory().numberNode(0);
            case "number" -> json.getNodeFactory().numberNode(0.5);
            case "boolean" -> json.getNodeFactory().booleanNode(true);
            default -> json.getNodeFactory().nullNode();
        };
    }

    /** It may name several. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.path(0).asText();
        }
        return type.isTextual() ? type.asText() : schema.has("properties") ? "object" : "";
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = json.createObjectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            object.set(property.getKey(), made(property.getValue(), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = json.createArrayNode();
        if (schema.path("items").isObject()) {
            array.add(made(schema.path("items"), depth + 1));
        }
        return array;
    }
}
