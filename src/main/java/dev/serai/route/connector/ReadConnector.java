package dev.serai.route.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.route.connector.Connector.About;
import dev.serai.route.connector.Connector.Parameter;
import dev.serai.route.connector.Connector.Sample;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads the connector out of a Kamelet's file. What it lacks is empty; Camel has judged the rest.
 */
final class ReadConnector {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CAMEL = "camel.apache.org/";
    private static final String OURS = "serai.dev/";
    private static final Duration GRACE = Duration.ofHours(24);

    private ReadConnector() {}

    static Connector of(String name, String yaml) {
        JsonNode kamelet =
                JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
        JsonNode notes = kamelet.at("/metadata/annotations");
        JsonNode definition = kamelet.at("/spec/definition");
        String title = text(definition, "title");
        String description = text(definition, "description");
        return new Connector(
                name,
                title == null ? name : title,
                description == null ? "" : description,
                new About(
                        text(notes, OURS + "grade"),
                        text(notes, CAMEL + "kamelet.group"),
                        text(notes, CAMEL + "kamelet.support.level"),
                        text(notes, CAMEL + "kamelet.icon"),
                        text(notes, OURS + "help"),
                        text(notes, OURS + "deadline"),
                        answer(kamelet.at("/spec/template/from/steps")),
                        "true".equals(text(notes, OURS + "secret-typed-back"))),
                parameters(definition),
                samples(kamelet.at("/spec/samples")),
                grace(text(notes, OURS + "secret-grace")));
    }

    private static Map<String, Parameter> parameters(JsonNode definition) {
        Map<String, Parameter> parameters = new TreeMap<>();
        List<String> required = new ArrayList<>();
        definition.path("required").forEach(one -> required.add(one.asText()));
        definition
                .path("properties")
                .properties()
                .forEach(
                        entry -> {
                            if (entry.getValue() instanceof ObjectNode schema) {
                                boolean must =
                                        required.contains(entry.getKey()) && !schema.has("default");
                                parameters.put(entry.getKey(), new Parameter(schema(schema), must));
                            }
                        });
        return parameters;
    }

    /** Kamelets write defaults as texts. */
    private static ObjectNode schema(ObjectNode given) {
        String fallback = given.path("default").asText();
        switch (given.path("type").asText()) {
            case "integer" -> {
                if (fallback.matches("-?\\d{1,18}")) {
                    given.put("default", Long.parseLong(fallback));
                }
            }
            case "boolean" -> {
                if (given.has("default")) {
                    given.put("default", Boolean.parseBoolean(fallback));
                }
            }
            default -> {
                // As it is.
            }
        }
        if (given.path("format").asText().equals("password")) {
            given.put("writeOnly", true);
        }
        return given;
    }

    private static @Nullable JsonNode answer(JsonNode steps) {
        for (JsonNode step : steps) {
            if (step.at("/to/uri").asText().equals("ingress:answer")) {
                return step.at("/to/parameters");
            }
        }
        return null;
    }

    private static List<Sample> samples(JsonNode all) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode sample : all) {
            Map<String, String> headers = new TreeMap<>();
            sample.path("headers")
                    .properties()
                    .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asText()));
            String body =
                    sample.has("json")
                            ? sample.path("json").toString()
                            : sample.path("body").asText("");
            samples.add(
                    new Sample(
                            sample.path("name").asText(),
                            sample.path("title").asText(),
                            sample.path("method").asText("POST"),
                            sample.path("path").asText(""),
                            headers,
                            sample.path("contentType").asText("application/json"),
                            body));
        }
        return samples;
    }

    private static Duration grace(@Nullable String given) {
        try {
            return given == null ? GRACE : Duration.parse(given);
        } catch (DateTimeParseException e) {
            return GRACE;
        }
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
