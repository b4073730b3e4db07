package dev.serai.route.step;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.event.JsonText;
import dev.serai.outbox.RawRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places in a request that a handshake looks at. A body is looked into only when it is small:
 * no handshake is large, and webhooks must not pay for it.
 */
record RequestParts(RawRequest request) {

    private static final int BODY_BYTES_MAX = 16 * 1024;
    private static final int VALUE_LENGTH_MAX = 2 * 1024;

    /**
     * A place: {@code json:/pointer}, {@code query:NAME}, {@code header:NAME}, {@code form:NAME}.
     *
     * @param kind what is before the colon
     * @param name what is after it
     */
    record Place(String kind, String name) {

        /**
         * Reads a place as a route writes it.
         *
         * @throws IllegalArgumentException if it is none
         */
        static Place of(String text) {
            int colon = text.indexOf(':');
            Place place =
                    new Place(colon < 0 ? "" : text.substring(0, colon), text.substring(colon + 1));
            if (!List.of("json", "query", "header", "form").contains(place.kind)
                    || place.name.isEmpty()) {
                throw new IllegalArgumentException(
                        "a place is json:/pointer, query:NAME, header:NAME or form:NAME, not "
                                + text);
            }
            if (place.kind.equals("json")) {
                JsonPointer.compile(place.name);
            }
            return place;
        }
    }

    /** The value at a place; null if there is none, or one that is longer than any handshake's. */
    @Nullable String value(Place place) {
        List<String> values =
                switch (place.kind()) {
                    case "json" -> json(JsonPointer.compile(place.name()));
                    case "header" -> header(place.name());
                    case "query" -> field(query(), place.name());
                    default -> field(isLarge() ? new byte[0] : request.body(), place.name());
                };
        // One that came twice says nothing.
        return values.size() == 1 && values.getFirst().length() <= VALUE_LENGTH_MAX
                ? values.getFirst()
                : null;
    }

    private boolean isLarge() {
        return request.body().length > BODY_BYTES_MAX;
    }

    private List<String> json(JsonPointer pointer) {
        JsonNode value = isLarge() ? MissingNode.getInstance() : body().at(pointer);
        return value.isValueNode() && !value.isNull() ? List.of(value.asText()) : List.of();
    }

    private JsonNode body() {
        try {
            return JsonText.read(request.body());
        } catch (JsonText.NotJson e) {
            return MissingNode.getInstance();
        }
    }

    private List<String> header(String name) {
        return request.headers().stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(RawRequest.Header::value)
                .distinct()
                .toList();
    }

    private byte[] query() {
        String query = request.query();
        return query == null ? new byte[0] : query.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> field(byte[] form, String name) {
        try {
            return FormValues.read(form).values().getOrDefault(name, List.of());
        } catch (FormValues.NoForm e) {
            return List.of();
        }
    }
}
