package dev.serai.route.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.UriParam;
import org.jspecify.annotations.Nullable;

/**
 * Which options components have, as their jars on the class path say, and as our own say of
 * themselves. Thread-safe.
 */
public final class ComponentOptions {

    private static final String SERVICES = "META-INF/services/org/apache/camel/component/";
    private static final String DESCRIPTIONS = "META-INF/";

    /**
     * An option.
     *
     * @param type {@code string}, {@code boolean}, {@code integer}, {@code duration}, {@code enum}
     *     ...
     * @param allowed what it must be one of; empty for no such bound
     */
    public record Option(String type, boolean required, boolean secret, List<String> allowed) {}

    /**
     * A component.
     *
     * @param options by name, those of the path left out
     * @param prefixes of options that have any name behind it
     * @param isOpen whether it takes options that it does not name
     */
    public record Component(Map<String, Option> options, List<String> prefixes, boolean isOpen) {

        /** Whether it has an option of a name. */
        boolean has(String name) {
            return isOpen
                    || options.containsKey(name)
                    || prefixes.stream().anyMatch(name::startsWith);
        }
    }

    private final Map<String, Component> own;
    private final ClassLoader classPath;
    private final Map<String, Optional<Component>> known = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * All that there are.
     *
     * @param own the components that describe themselves otherwise than by a file of their jar
     * @param classPath where the others' jars are, those too that were put beside the hub
     */
    public ComponentOptions(Map<String, Component> own, ClassLoader classPath) {
        this.own = Map.copyOf(own);
        this.classPath = classPath;
    }

    /** A component whose endpoint says its options by annotations. */
    public static Component of(Class<?> endpoint) {
        Map<String, Option> options = new LinkedHashMap<>();
        for (Field field : endpoint.getDeclaredFields()) {
            UriParam param = field.getAnnotation(UriParam.class);
            if (param != null) {
                List<String> allowed =
                        param.enums().isEmpty() ? List.of() : List.of(param.enums().split(","));
                options.put(field.getName(), new Option(type(field), false, false, allowed));
            }
        }
        return new Component(options, List.of(), false);
    }

    /** A component whose options are texts. */
    public static Component of(Set<String> names) {
        Map<String, Option> options = new LinkedHashMap<>();
        names.forEach(name -> options.put(name, new Option("string", false, false, List.of())));
        return new Component(options, List.of(), false);
    }

    private static String type(Field field) {
        Class<?> type = field.getType();
        if (type == int.class || type == long.class) {
            return "integer";
        }
        if (type == Duration.class) {
            return "duration";
        }
        return type == boolean.class ? "boolean" : "string";
    }

    /** The component of a scheme; empty if there is none on the class path. */
    Optional<Component> find(String scheme) {
        return known.computeIfAbsent(scheme, this::read)
                .or(() -> Optional.ofNullable(own.get(scheme)));
    }

    private Optional<Component> read(String scheme) {
        try (InputStream service = resource(SERVICES + scheme)) {
            if (service == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(service);
            String type = properties.getProperty("class", "");
            String folder = type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/');
            try (InputStream file = resource(DESCRIPTIONS + folder + scheme + ".json")) {
                return file == null
                        ? Optional.of(new Component(Map.of(), List.of(), true))
                        : Optional.of(component(json.readTree(file)));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Component component(JsonNode description) {
        Map<String, Option> options = new LinkedHashMap<>();
        List<String> prefixes = new ArrayList<>();
        description
                .path("properties")
                .properties()
                .forEach(
                        entry -> {
                            JsonNode option = entry.getValue();
                            if (option.path("multiValue").asBoolean()) {
                                prefixes.add(option.path("prefix").asText());
                            } else if (option.path("kind").asText().equals("parameter")) {
                                options.put(entry.getKey(), option(option));
                            }
                        });
        return new Component(
                options, prefixes, description.at("/component/lenientProperties").asBoolean());
    }

    private static Option option(JsonNode option) {
        List<String> allowed = new ArrayList<>();
        option.path("enum").forEach(one -> allowed.add(one.asText()));
        return new Option(
                option.path("type").asText(),
                option.path("required").asBoolean() && !option.has("defaultValue"),
                option.path("secret").asBoolean(),
                allowed);
    }

    private @Nullable InputStream resource(String name) {
        return classPath.getResourceAsStream(name);
    }
}
