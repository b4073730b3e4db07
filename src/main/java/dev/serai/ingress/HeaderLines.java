package dev.serai.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.outbox.RawRequest.Header;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Header lines as a JSON array of {@code [name, value]}, which keeps their order and copies. */
final class HeaderLines {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

    /** Parts of the names of headers whose values let somebody in. */
    private static final Set<String> PRIVATE =
            Set.of("auth", "cookie", "token", "secret", "password", "key", "signature", "hmac");

    /** What names an event, or a request, is called its key too. */
    private static final Set<String> KEYS_TO_NOTHING = Set.of("event-key", "idempotency-key");

    private static final Pattern REDACTED = Pattern.compile("\\(\\d+ characters\\)");

    private HeaderLines() {}

    static String write(List<Header> headers) {
        return json(headers.stream().map(h -> List.of(h.name(), h.value())).toList());
    }

    /**
     * The same, of values that let somebody in only their length.
     *
     * @param open the names of headers that do not, whatever they are called
     */
    static String writeRedacted(List<Header> headers, Set<String> open) {
        return json(
                headers.stream()
                        .map(
                                h ->
                                        isPrivate(h.name())
                                                        && open.stream()
                                                                .noneMatch(
                                                                        h.name()::equalsIgnoreCase)
                                                ? List.of(h.name(), redacted(h))
                                                : List.of(h.name(), h.value()))
                        .toList());
    }

    static List<Header> read(String json) {
        try {
            return JSON.readValue(json, LINES).stream()
                    .map(line -> new Header(line.getFirst(), line.getLast()))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no header lines", e);
        }
    }

    /** Whether a header's value was left out. */
    static boolean isRedacted(Header header) {
        return isPrivate(header.name()) && REDACTED.matcher(header.value()).matches();
    }

    private static boolean isPrivate(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return PRIVATE.stream().anyMatch(name::contains)
                && KEYS_TO_NOTHING.stream().noneMatch(name::endsWith);
    }

    private static String redacted(Header header) {
        return "(" + header.value().length() + " characters)";
    }

    private static String json(List<List<String>> lines) {
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }
}
