package dev.serai.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.outbox.RawRequest.Header;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Header lines as a JSON array of {@code [name, value]}, which keeps their order and copies. */
final class HeaderLines {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

    /** Parts of the names of headers whose values let somebody in. */
    private static final Set<String> PRIVATE =
            Set.of("auth", "cookie", "token", "secret", "password", "key", "signature", "hmac");

    private HeaderLines() {}

    static String write(List<Header> headers) {
        return json(headers.stream().map(h -> List.of(h.name(), h.value())).toList());
    }

    /** The same, of values that let somebody in only their length. */
    static String writeRedacted(List<Header> headers) {
        return json(headers.stream().map(h -> List.of(h.name(), redacted(h))).toList());
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

    private static String redacted(Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return PRIVATE.stream().anyMatch(name::contains)
                ? "(" + header.value().length() + " characters)"
                : header.value();
    }

    private static String json(List<List<String>> lines) {
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }
}
