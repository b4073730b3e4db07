package dev.serai.route.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.route.connector.Connector;
import dev.serai.route.deploy.RouteFile;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a file says of its source, for those who only look. A file that says it in another way than
 * the shipped ones is a source all the same.
 *
 * @param connector the connector's name; empty if none can be seen
 * @param parameters what it gives to it
 */
record SourceFile(String connector, Map<String, JsonNode> parameters) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KAMELET = "kamelet:";

    static SourceFile read(RouteFile file) {
        JsonNode from = from(file.text());
        String uri = from.path("uri").asText("").replaceFirst("\\?.*$", "");
        Map<String, JsonNode> parameters = new TreeMap<>();
        from.path("parameters")
                .properties()
                .forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
        String connector =
                uri.startsWith(KAMELET)
                        ? Connector.ofKamelet(uri.substring(KAMELET.length())).orElse("")
                        : "";
        return new SourceFile(connector, parameters);
    }

    private static JsonNode from(String yaml) {
        try {
            JsonNode routes =
                    JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
            return routes.at("/0/route/from").isMissingNode()
                    ? routes.at("/0/from")
                    : routes.at("/0/route/from");
        } catch (YAMLException | IllegalArgumentException e) {
            return JSON.createObjectNode();
        }
    }
}
