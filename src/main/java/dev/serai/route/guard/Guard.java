package dev.serai.route.guard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asked by a Camel context whenever it is about to make something that a route named. What was not
 * to be seen in the route's text is seen here: an address that comes from a placeholder, from a
 * Kamelet's parameter, or from an event. Thread-safe.
 */
public final class Guard {

    /** As Camel's resolvers call them. */
    private static final Set<String> DATA_FORMATS =
            Set.of("jackson", "csv", "base64", "gzipDeflater");

    private final EndpointRules rules;

    public Guard(Allowed allowed) {
        this.rules = new EndpointRules(allowed);
    }

    /**
     * Before an endpoint is made.
     *
     * @param uri with what its placeholders stand for
     * @throws Refused if routes may not have it
     */
    void endpoint(String uri, @Nullable Map<String, Object> parameters) {
        Map<String, String> more = new LinkedHashMap<>();
        if (parameters != null) {
            parameters.forEach((name, value) -> more.put(name, String.valueOf(value)));
        }
        List<Objection> objections = rules.judge(read(uri, more));
        if (!objections.isEmpty()) {
            throw new Refused(objections.getFirst());
        }
    }

    private static UriText read(String uri, Map<String, String> more) {
        try {
            return UriText.of(uri, more);
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    new Objection("uri_unreadable", "an endpoint's options cannot be read", ""));
        }
    }

    /** Before a language is made. */
    void language(String name) {
        if (!Allowed.isLanguage(name)) {
            throw new Refused(
                    new Objection(
                            "language_forbidden",
                            "the language " + name + " is not for routes",
                            "use one of " + String.join(", ", Allowed.languages())));
        }
    }

    /** Before a data format is made. */
    void dataFormat(String name) {
        if (!DATA_FORMATS.contains(name)) {
            throw new Refused(
                    new Objection(
                            "format_forbidden",
                            "the format " + name + " is not for routes",
                            "use one of " + String.join(", ", Allowed.dataFormats())));
        }
    }
}
