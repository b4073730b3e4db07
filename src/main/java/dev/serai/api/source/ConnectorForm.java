package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.Fields;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connector.Parameter;
import dev.serai.route.secret.LiteralText;
import dev.serai.signing.Secret;
import dev.serai.source.SourceDefinition.Settings;
import dev.serai.source.SourceSecrets;
import dev.serai.tenant.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a connector asks of a source that is made of it: as a JSON Schema of the body that makes
 * one, and as the check of such a body.
 */
record ConnectorForm(Connector connector) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT_MAX = 4096;
    private static final int ITEMS_MAX = 100;

    /** What the body says in members of its own. */
    private static final Set<String> MEMBERS =
            Set.of("source", "tenant", "project", SourceSecrets.CURRENT, SourceSecrets.PREVIOUS);

    /** What the body says as limits. */
    private static final Set<String> LIMITS = Set.of("rate", "bodyMax", "allowedIps");

    /** The schema of the body that makes a source: JSON Schema 2020-12. */
    ObjectNode schema() {
        ObjectNode schema = object(parameters());
        ObjectNode body = JSON.createObjectNode().put("type", "object");
        ObjectNode members = body.putObject("properties");
        ArrayNode required = body.putArray("required").add("connector");
        members.putObject("connector").put("const", connector.name());
        for (String name : List.of("project", SourceSecrets.CURRENT, SourceSecrets.PREVIOUS)) {
            Parameter parameter = connector.parameters().get(name);
            if (parameter != null) {
                members.set(name, parameter.schema());
                if (parameter.required()) {
                    required.add(name);
                }
            }
        }
        members.set("parameters", schema);
        if (!schema.path("required").isEmpty()) {
            required.add("parameters");
        }
        members.set("limits", object(limits()));
        members.putObject("enabled").put("type", "boolean").put("default", true);
        body.put("additionalProperties", false);
        return body;
    }

    private static ObjectNode object(Map<String, Parameter> parameters) {
        ObjectNode object = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required");
        parameters.forEach(
                (name, parameter) -> {
                    properties.set(name, parameter.schema());
                    if (parameter.required()) {
                        required.add(name);
                    }
                });
        return object.put("additionalProperties", false);
    }

    /** The body as it is to be stored: secrets among the parameters go where secrets are. */
    SourceFields.Read checked(Owner owner, Settings settings, SourceSecrets given) {
        SourceSecrets secrets = given;
        Map<String, JsonNode> open = new HashMap<>(settings.parameters());
        for (var entry : settings.parameters().entrySet()) {
            Parameter parameter = parameters().get(entry.getKey());
            check("/parameters/" + entry.getKey(), parameter, entry.getValue());
            if (parameter != null && parameter.isSecret()) {
                if (entry.getValue().asText().isEmpty()) {
                    throw Fields.wrong("/parameters/" + entry.getKey(), "is a secret, not empty");
                }
                open.remove(entry.getKey());
                secrets = secrets.with(entry.getKey(), Secret.of(entry.getValue().asText()));
            }
        }
        settings.limits()
                .forEach((name, value) -> check("/limits/" + name, limits().get(name), value));
        secrets = fitting(secrets);
        checkRequired(open, secrets);
        return new SourceFields.Read(
                owner,
                new Settings(settings.connector(), open, settings.limits(), settings.enabled()),
                secrets);
    }

    /** Secrets that the connector has no use for would only lie about. */
    private SourceSecrets fitting(SourceSecrets secrets) {
        SourceSecrets fitting = secrets;
        for (String name : secrets.values().keySet()) {
            Parameter parameter = connector.parameters().get(name);
            if (parameter == null) {
                if (MEMBERS.contains(name)) {
                    throw Fields.wrong(
                            "/" + name, "the connector " + connector.name() + " has no use for it");
                }
                fitting = fitting.with(name, null);
            }
        }
        return fitting;
    }

    private void checkRequired(Map<String, JsonNode> open, SourceSecrets secrets) {
        parameters()
                .forEach(
                        (name, parameter) -> {
                            if (parameter.required()
                                    && !open.containsKey(name)
                                    && !secrets.values().containsKey(name)) {
                                throw Fields.wrong("/parameters/" + name, "is required");
                            }
                        });
        Parameter secret = connector.parameters().get(SourceSecrets.CURRENT);
        if (secret != null && secret.required() && secrets.current().isEmpty()) {
            throw Fields.wrong("/" + SourceSecrets.CURRENT, "is required");
        }
    }

    private void check(String pointer, @Nullable Parameter parameter, JsonNode value) {
        if (parameter == null) {
            String name = pointer.substring(pointer.lastIndexOf('/') + 1);
            throw Fields.wrong(
                    pointer,
                    MEMBERS.contains(name) || LIMITS.contains(name)
                            ? "the connector has no such parameter here; it is a member or a limit"
                            : "the connector " + connector.name() + " has no such parameter");
        }
        JsonNode schema = parameter.schema();
        switch (schema.path("type").asText("string")) {
            case "integer" -> require(value.canConvertToLong(), pointer, "is a whole number");
            case "number" -> require(value.isNumber(), pointer, "is a number");
            case "boolean" -> require(value.isBoolean(), pointer, "is true or false");
            case "array" -> checkItems(pointer, value);
            default -> checkText(pointer, schema, value);
        }
        checkEnum(pointer, schema, value);
        checkBounds(pointer, schema, value);
    }

    private static void checkText(String pointer, JsonNode schema, JsonNode value) {
        require(value.isTextual(), pointer, "is a text");
        String text = value.asText();
        require(text.length() <= TEXT_MAX, pointer, "has at most " + TEXT_MAX + " characters");
        require(isSecret(schema) || LiteralText.isOne(text), pointer, LiteralText.TAKES);
        String pattern = schema.path("pattern").asText("");
        require(pattern.isEmpty() || Pattern.matches(pattern, text), pointer, "matches " + pattern);
    }

    /** Which may be of any characters, as long as the connector can take them. */
    private static boolean isSecret(JsonNode schema) {
        return schema.path("format").asText().equals("password");
    }

    private static void checkItems(String pointer, JsonNode value) {
        require(
                value.isArray() && value.size() <= ITEMS_MAX,
                pointer,
                "is an array of at most " + ITEMS_MAX + " texts");
        value.forEach(
                item ->
                        require(
                                item.isTextual()
                                        && LiteralText.isOne(item.asText())
                                        && !item.asText().contains(","),
                                pointer,
                                "is an array of texts without commas"));
    }

    private static void checkEnum(String pointer, JsonNode schema, JsonNode value) {
        JsonNode allowed = schema.path("enum");
        boolean found = allowed.isMissingNode();
        for (JsonNode one : allowed) {
            found |= one.asText().equals(value.asText());
        }
        require(found, pointer, "is one of " + allowed);
    }

    private static void checkBounds(String pointer, JsonNode schema, JsonNode value) {
        if (value.isNumber()) {
            require(
                    !schema.has("minimum") || value.asDouble() >= schema.path("minimum").asDouble(),
                    pointer,
                    "is at least " + schema.path("minimum").asText());
            require(
                    !schema.has("maximum") || value.asDouble() <= schema.path("maximum").asDouble(),
                    pointer,
                    "is at most " + schema.path("maximum").asText());
        }
    }

    private static void require(boolean is, String pointer, String detail) {
        if (!is) {
            throw Fields.wrong(pointer, detail);
        }
    }

    private Map<String, Parameter> parameters() {
        return of(name -> !MEMBERS.contains(name) && !LIMITS.contains(name));
    }

    /** Every source has those that the front door keeps; others, as a rate, the connector keeps. */
    private Map<String, Parameter> limits() {
        Map<String, Parameter> limits = of(LIMITS::contains);
        limits.put(
                "bodyMax",
                new Parameter(
                        JSON.createObjectNode()
                                .put("type", "string")
                                .put("pattern", "[0-9]{1,9}(B|KB|MB)")
                                .put("description", "How large a webhook may be."),
                        false));
        ObjectNode addresses =
                JSON.createObjectNode()
                        .put("type", "array")
                        .put("description", "Addresses and ranges that may send; any if none.");
        addresses.putObject("items").put("type", "string");
        limits.put("allowedIps", new Parameter(addresses, false));
        return limits;
    }

    private Map<String, Parameter> of(Predicate<String> which) {
        Map<String, Parameter> some = new TreeMap<>(connector.parameters());
        some.keySet().removeIf(which.negate());
        return some;
    }
}
