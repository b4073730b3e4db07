package dev.serai.route.guard;

import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/**
 * An endpoint as a route names it: {@code kafka:topic?brokers=a}.
 *
 * @param scheme whose component it is; empty if it cannot be told, and the path is all then
 * @param path what stands between the scheme and the options, without {@code //} at its start
 * @param options by name, as Camel reads them: decoded, without {@code RAW()}
 */
public record UriText(String scheme, String path, Map<String, String> options) {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern RAW = Pattern.compile("RAW(\\((.*)\\)|\\{(.*)})", Pattern.DOTALL);

    public UriText {
        options = Map.copyOf(options);
    }

    /**
     * Takes one apart.
     *
     * @throws IllegalArgumentException if its options cannot be read
     */
    public static UriText of(String uri, Map<String, String> more) {
        int query = uri.indexOf('?');
        String front = query < 0 ? uri : uri.substring(0, query);
        int colon = front.startsWith("{{") ? -1 : front.indexOf(':');
        String scheme = front.substring(0, Math.max(colon, 0));
        String path = front.substring(colon + 1).replaceFirst("^//", "");
        Map<String, String> options = new LinkedHashMap<>();
        if (query >= 0) {
            parse(uri.substring(query + 1)).forEach((name, value) -> put(options, name, value));
        }
        more.forEach((name, value) -> put(options, name, value));
        return new UriText(SCHEME.matcher(scheme).matches() ? scheme : "", path, options);
    }

    private static Map<String, Object> parse(String query) {
        try {
            return URISupport.parseQuery(query, false, true);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its options cannot be read");
        }
    }

    private static void put(Map<String, String> options, String name, Object value) {
        if (value instanceof List<?>) {
            throw twice(name);
        }
        String text = String.valueOf(value);
        var raw = RAW.matcher(text);
        if (raw.matches()) {
            text = raw.group(2) != null ? raw.group(2) : raw.group(3);
        }
        if (options.put(name, decoded(text)) != null) {
            throw twice(name);
        }
    }

    /** Camel decodes some of them once more than others; what comes out then is what is judged. */
    private static String decoded(String text) {
        if (!text.contains("%")) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // the percent sign means itself
        }
    }

    private static IllegalArgumentException twice(String name) {
        return new IllegalArgumentException("the option " + name + " is given twice");
    }

    /** The same, with a placeholder of its path replaced. */
    UriText with(String placeholder, String value) {
        return new UriText(scheme, path.replace(placeholder, value), options);
    }
}
