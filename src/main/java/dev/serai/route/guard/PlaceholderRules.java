package dev.serai.route.guard;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which placeholders a text of a route may hold. What they stand for is put in before Camel reads
 * anything else, so one that names a setting of the hub would give it away.
 */
public final class PlaceholderRules {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("(secret|own-secret):[A-Za-z0-9._-]+:?");
    private static final Pattern PLAIN = Pattern.compile("[?]?([A-Za-z0-9._-]+)(:[^{}]*)?");
    private static final String PROPERTY = "property:";

    private PlaceholderRules() {}

    /**
     * Why a text's placeholders may not be in a route; empty if they may.
     *
     * @param parameters of the Kamelet that the text is in; none elsewhere
     */
    public static Optional<Objection> judge(String text, Set<String> parameters, Allowed allowed) {
        if (text.contains("?nested=")) {
            return Optional.of(forbidden("?nested="));
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String key = placeholder.group(1);
            if (!mayBe(key, parameters, allowed)) {
                return Optional.of(forbidden("{{" + key + "}}"));
            }
        }
        // Half of one could become a whole with what another one stands for.
        String rest = PLACEHOLDER.matcher(text).replaceAll("");
        if (text.contains("{{") && (rest.contains("{{") || rest.contains("}}"))) {
            return Optional.of(
                    new Objection(
                            "placeholder_broken",
                            "there is a {{ or a }} that belongs to no placeholder",
                            "part the braces by a space where they mean themselves"));
        }
        return Optional.empty();
    }

    private static boolean mayBe(String key, Set<String> parameters, Allowed allowed) {
        if (SECRET.matcher(key).matches()) {
            return true;
        }
        if (key.startsWith(PROPERTY)) {
            String name = key.substring(PROPERTY.length());
            return allowed.properties().contains(name.replaceFirst(":.*$", ""));
        }
        Matcher plain = PLAIN.matcher(key);
        return plain.matches()
                && (parameters.contains(plain.group(1)) || Allowed.isSetting(plain.group(1)));
    }

    private static Objection forbidden(String what) {
        return new Objection(
                "placeholder_forbidden",
                what + " is not for routes",
                "write {{secret:NAME}} for serai.secrets.NAME, {{property:NAME}} for"
                        + " serai.properties.NAME, or a parameter of the Kamelet");
    }
}
