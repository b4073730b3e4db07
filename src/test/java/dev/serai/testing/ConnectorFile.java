package dev.serai.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A shipped connector as it is written.
 *
 * @param name without "-source"
 * @param text the whole file
 */
public record ConnectorFile(String name, String text, Map<?, ?> document) {

    private static final String SUFFIX = "-source.kamelet.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /** Of the parameters of ingress:verify, those that do not say how the provider signs. */
    private static final List<String> NO_SCHEME =
            List.of(
                    "source",
                    "tenant",
                    "project",
                    "secret",
                    "previousSecret",
                    "learns",
                    "url",
                    "dedupe",
                    "rate",
                    "refusal");

    /** All of them, by name. */
    public static List<ConnectorFile> shipped() {
        try (Stream<Path> files = Files.list(Path.of("routes/connectors"))) {
            return files.map(ConnectorFile::read)
                    .sorted(Comparator.comparing(ConnectorFile::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConnectorFile read(Path file) {
        try {
            String text = Files.readString(file);
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            String name = file.getFileName().toString().replace(SUFFIX, "");
            return new ConnectorFile(name, text, (Map<?, ?>) document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String kamelet() {
        return name + "-source";
    }

    public String annotation(String key) {
        return String.valueOf(at("metadata", "annotations", key));
    }

    public Map<String, Map<?, ?>> parameters() {
        Map<String, Map<?, ?>> parameters = new LinkedHashMap<>();
        map(at("spec", "definition", "properties"))
                .forEach((key, value) -> parameters.put(key.toString(), map(value)));
        return parameters;
    }

    public List<String> required() {
        return texts(at("spec", "definition", "required"));
    }

    /** What a source must give beside its name and its secret: as the examples say. */
    public Map<String, String> examples() {
        Map<String, String> examples = new LinkedHashMap<>();
        for (String parameter : required()) {
            Object example = parameters().get(parameter).get("example");
            if (example != null) {
                examples.put(parameter, example.toString());
            }
        }
        return examples;
    }

    public List<Map<?, ?>> steps() {
        return maps(at("spec", "template", "from", "steps"));
    }

    /** The parameters of the first step that goes to a URI; empty if there is none. */
    public Map<String, String> step(String uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map<?, ?> step : steps()) {
            if (step.get("to") instanceof Map<?, ?> to && uri.equals(to.get("uri"))) {
                map(to.get("parameters"))
                        .forEach((key, value) -> parameters.put("" + key, "" + value));
                return parameters;
            }
        }
        return parameters;
    }

    /** How the provider signs: what a source with the examples gives. */
    public Map<String, String> scheme() {
        return scheme(Map.of());
    }

    /**
     * How the provider signs, for a source that says some things itself.
     *
     * @param own what stands for options that are, in whole or in part, parameters of the source
     */
    public Map<String, String> scheme(Map<String, String> own) {
        Map<String, String> options = step("ingress:verify");
        NO_SCHEME.forEach(options::remove);
        options.replaceAll(
                (key, value) ->
                        value.contains("{{") ? own.getOrDefault(key, filled(value)) : value);
        return options;
    }

    private String filled(String value) {
        return PLACEHOLDER.matcher(value).replaceAll(match -> given(match.group(1)));
    }

    private String given(String parameter) {
        Map<?, ?> definition = parameters().get(parameter);
        Object value = definition.get("default");
        Object example = examples().get(parameter);
        return String.valueOf(example != null ? example : value == null ? "" : value);
    }

    public List<Map<?, ?>> samples() {
        return maps(at("spec", "samples"));
    }

    public @Nullable Object at(String... path) {
        Object value = document;
        for (String key : path) {
            value = map(value).get(key);
        }
        return value;
    }

    public static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    public static List<Map<?, ?>> maps(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> maps.add(map(item)));
        }
        return maps;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    @Override
    public String toString() {
        return name;
    }
}
