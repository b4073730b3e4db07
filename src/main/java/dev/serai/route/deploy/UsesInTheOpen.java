package dev.serai.route.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a Kamelet uses its parameters otherwise than as a secret of a step of {@code
 * ingress:}. Those steps take texts of any characters; Camel does not.
 */
final class UsesInTheOpen {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([A-Za-z0-9_-]+)}}");
    private static final String STEP = "ingress:";
    private static final Set<String> SECRETS = Set.of("secret", "previousSecret", "token");

    private final Set<String> names = new TreeSet<>();

    private UsesInTheOpen() {}

    /** The names of the parameters that a template uses so. */
    static Set<String> of(Map<?, ?> template) {
        UsesInTheOpen uses = new UsesInTheOpen();
        uses.look(template);
        return uses.names;
    }

    private void look(@Nullable Object part) {
        if (part instanceof Map<?, ?> map) {
            lookAtMap(map);
        } else if (part instanceof Iterable<?> items) {
            items.forEach(this::look);
        } else if (part != null) {
            lookAtText(part.toString());
        }
    }

    private void lookAtMap(Map<?, ?> map) {
        boolean isStep = String.valueOf(map.get("uri")).startsWith(STEP);
        if (isStep && map.get("parameters") instanceof Map<?, ?> options) {
            options.forEach(
                    (name, value) -> {
                        if (!isSecret(name, value)) {
                            look(value);
                        }
                    });
        }
        map.forEach(
                (name, value) -> {
                    if (!isStep || !"parameters".equals(name)) {
                        look(value);
                    }
                });
    }

    private static boolean isSecret(@Nullable Object option, @Nullable Object value) {
        return SECRETS.contains(String.valueOf(option))
                && PARAMETER.matcher(String.valueOf(value)).matches();
    }

    private void lookAtText(String text) {
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            names.add(parameter.group(1));
        }
    }
}
