package dev.serai.route.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.route.version.RouteKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What can be seen of a route without making it.
 *
 * @param kind what it is for
 * @param name its id; empty if it has none
 * @param sink which sink's events it gets; empty if none's
 */
public record RouteHead(RouteKind kind, String name, String sink) {

    /** How many bytes a route's text has at most. */
    public static final int TEXT_BYTES_MAX = 256 * 1024;

    /** What is wrong with one that has more. */
    static final String TOO_LARGE = "it has more than " + TEXT_BYTES_MAX + " bytes";

    /** What a route's name must be like. */
    public static final String NAME_RULE =
            "is 1 to 100 characters of a-z A-Z 0-9 . _ -, a letter or digit first";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OUTBOX = "outbox:";

    /** Whether a route can be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a text is short enough for a route. */
    public static boolean fits(String text) {
        return text.length() <= TEXT_BYTES_MAX
                && text.getBytes(StandardCharsets.UTF_8).length <= TEXT_BYTES_MAX;
    }

    /**
     * Reads a route's text.
     *
     * @throws IllegalArgumentException if it is no YAML, or no route
     */
    public static RouteHead of(String text) {
        JsonNode root = read(text);
        if (root.isObject() && root.path("kind").asText().equals("Kamelet")) {
            return new RouteHead(
                    RouteKind.CONNECTOR, root.path("metadata").path("name").asText(""), "");
        }
        JsonNode route = route(root);
        JsonNode from = route.path("from");
        if (from.isMissingNode()) {
            throw new IllegalArgumentException(
                    "it is no route: it is a list with one \"route:\" that has a \"from:\", or a"
                            + " Kamelet");
        }
        String uri = from.isTextual() ? from.asText() : from.path("uri").asText("");
        String sink =
                uri.startsWith(OUTBOX)
                        ? uri.substring(OUTBOX.length())
                                .replaceFirst("^//", "")
                                .replaceFirst("\\?.*$", "")
                        : "";
        String id = route.path("id").asText("");
        return new RouteHead(sink.isEmpty() ? RouteKind.SOURCE : RouteKind.SINK, id, sink);
    }

    /** What is for its failures, {@code onException:}, may stand before it. */
    private static JsonNode route(JsonNode root) {
        List<JsonNode> items = new ArrayList<>();
        if (root.isArray()) {
            root.forEach(items::add);
        } else {
            items.add(root);
        }
        return items.stream()
                .map(item -> item.has("route") ? item.path("route") : item)
                .filter(item -> item.has("from"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static JsonNode read(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(text));
        } catch (MarkedYAMLException e) {
            throw new IllegalArgumentException(
                    "it is no YAML: line "
                            + (e.getProblemMark().getLine() + 1)
                            + ", column "
                            + (e.getProblemMark().getColumn() + 1)
                            + ": "
                            + e.getProblem(),
                    e);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("it cannot be read as YAML", e);
        }
    }
}
