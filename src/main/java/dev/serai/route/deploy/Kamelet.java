package dev.serai.route.deploy;

import dev.serai.route.secret.LiteralText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a Kamelet asks of those who use it. Camel reads only the parameters' names and defaults; the
 * rest of the definition is held here.
 *
 * @param name its name
 * @param parameters by name
 * @param verify the options of its {@code ingress:verify} as they are written; empty if it has none
 * @param inTheOpen the parameters that are used elsewhere than as a secret of a step of {@code
 *     ingress:}
 */
public record Kamelet(
        String name,
        Map<String, Parameter> parameters,
        Map<String, String> verify,
        Set<String> inTheOpen) {

    /** Parameters that every Kamelet has, by Camel's own doing. */
    private static final Set<String> CAMELS =
            Set.of("bridgeErrorHandler", "noErrorHandler", "location", "routeId", "templateId");

    private static final String VERIFY = "ingress:verify";

    public Kamelet {
        parameters = Map.copyOf(parameters);
        verify = Map.copyOf(verify);
        inTheOpen = Set.copyOf(inTheOpen);
    }

    /**
     * A parameter.
     *
     * @param pattern what its value must match, or null
     * @param allowed what its value must be one of; empty for no such bound
     * @param fallback its value when none is given
     * @param secret whether nobody is to read it
     */
    public record Parameter(
            boolean required,
            @Nullable Pattern pattern,
            List<String> allowed,
            String fallback,
            boolean secret) {}

    /**
     * Reads the definition out of a Kamelet's file.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Kamelet read(String yaml) {
        Map<?, ?> document = map(parsed(yaml));
        Map<?, ?> definition = map(map(document.get("spec")).get("definition"));
        List<?> required = definition.get("required") instanceof List<?> list ? list : List.of();
        Map<String, Parameter> parameters = new TreeMap<>();
        map(definition.get("properties"))
                .forEach(
                        (name, property) ->
                                parameters.put(
                                        name.toString(),
                                        parameter(map(property), required.contains(name))));
        Object name = map(document.get("metadata")).get("name");
        Map<?, ?> template = map(map(document.get("spec")).get("template"));
        Object steps = map(template.get("from")).get("steps");
        return new Kamelet(text(name), parameters, verify(steps), UsesInTheOpen.of(template));
    }

    private static Map<String, String> verify(@Nullable Object steps) {
        Map<String, String> options = new TreeMap<>();
        if (steps instanceof List<?> all) {
            for (Object step : all) {
                Map<?, ?> to = map(map(step).get("to"));
                if (VERIFY.equals(to.get("uri"))) {
                    map(to.get("parameters"))
                            .forEach((name, value) -> options.put(name.toString(), text(value)));
                }
            }
        }
        return options;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static Object parsed(String yaml) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("it is not YAML: " + e.getMessage());
        }
    }

    private static Parameter parameter(Map<?, ?> property, boolean required) {
        Object pattern = property.get("pattern");
        List<String> allowed = new ArrayList<>();
        if (property.get("enum") instanceof List<?> values) {
            values.forEach(value -> allowed.add(value.toString()));
        }
        return new Parameter(
                required && !property.containsKey("default"),
                pattern == null ? null : Pattern.compile(pattern.toString()),
                List.copyOf(allowed),
                text(property.get("default")),
                "password".equals(property.get("format")));
    }

    /**
     * Checks what a route gives.
     *
     * @throws WrongParameter naming the parameter at fault, not its value
     */
    public void check(Map<String, String> given) {
        given.keySet().stream()
                .filter(key -> !parameters.containsKey(key) && !CAMELS.contains(key))
                .findFirst()
                .ifPresent(
                        key -> {
                            throw new WrongParameter(
                                    key, "the Kamelet " + name + " has no parameter " + key);
                        });
        parameters.forEach((key, parameter) -> check(key, parameter, given.get(key)));
    }

    private void check(String key, Parameter parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            if (parameter.required()) {
                throw new WrongParameter(
                        key, "the Kamelet " + name + " requires the parameter " + key);
            }
            return;
        }
        if (LiteralText.isArmoured(value) && inTheOpen.contains(key)) {
            throw new WrongParameter(
                    key,
                    "the Kamelet "
                            + name
                            + " uses the parameter "
                            + key
                            + " in a way that takes one only which "
                            + LiteralText.TAKES);
        }
        checkValue(key, parameter, LiteralText.plain(value));
    }

    private static void checkValue(String key, Parameter parameter, String value) {
        if (parameter.pattern() != null && !parameter.pattern().matcher(value).matches()) {
            throw new WrongParameter(
                    key, "the parameter " + key + " must match " + parameter.pattern());
        }
        if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(value)) {
            throw new WrongParameter(
                    key, "the parameter " + key + " is one of " + parameter.allowed());
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
