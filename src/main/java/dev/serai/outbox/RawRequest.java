package dev.serai.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it was received, byte for byte: the proof of what came in.
 *
 * @param method the HTTP method
 * @param path the path without the query
 * @param query the query string undecoded, or null
 * @param headers the header lines in their order, repeated names included
 * @param body the body's bytes; the caller's array, not copied and never changed
 */
public record RawRequest(
        String method, String path, @Nullable String query, List<Header> headers, byte[] body) {

    public RawRequest {
        headers = List.copyOf(headers);
    }

    /** A header line. */
    public record Header(String name, String value) {

        private static final Pattern SECRET_NAME =
                Pattern.compile(
                        "authorization|cookie|token|secret|passw|api-?_?key",
                        Pattern.CASE_INSENSITIVE);

        /**
         * Whether what is called so may be a secret, which nobody is shown. Signatures are none:
         * they prove something only to who has the key.
         */
        public static boolean mayBeSecret(String name) {
            return SECRET_NAME.matcher(name).find();
        }
    }

    /** The values of a header in their order; the name's case is of no matter. */
    public List<String> header(String name) {
        // Every request pays for it several times, so no stream.
        List<String> values = List.of();
        for (Header line : headers) {
            if (line.name().equalsIgnoreCase(name)) {
                values = with(values, line.value());
            }
        }
        return values;
    }

    private static List<String> with(List<String> values, String value) {
        if (values.isEmpty()) {
            return List.of(value);
        }
        List<String> more = new ArrayList<>(values);
        more.add(value);
        return more;
    }

    /** The method and path only: headers and body may be private. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
