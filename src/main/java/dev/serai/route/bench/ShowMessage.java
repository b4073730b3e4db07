package dev.serai.route.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.outbox.Entry;
import dev.serai.outbox.RawRequest;
import dev.serai.route.bench.Trial.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes a message one that may be shown to whoever may edit routes. */
final class ShowMessage {

    static final int BODY_MAX = 16 * 1024;
    private static final int VALUE_MAX = 1024;
    private static final int VALUES_MAX = 100;
    private static final String HIDDEN = "(hidden)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ShowMessage() {}

    static Shown of(Exchange exchange) {
        Text body = text(exchange.getMessage().getBody(), BODY_MAX);
        return new Shown(
                body.shown(),
                body.isText(),
                body.size(),
                values(exchange.getMessage().getHeaders()),
                values(exchange.getVariables()));
    }

    /** A text, cut where it would be too long to be shown. */
    static String clipped(String text) {
        return String.valueOf(clipped(text, BODY_MAX).shown());
    }

    /** How much text a message holds, and its variables, in characters or bytes. */
    static long weight(Exchange exchange) {
        long weight = weight(exchange.getMessage().getBody());
        for (Object value : exchange.getMessage().getHeaders().values()) {
            weight += weight(value);
        }
        for (Object value : exchange.getVariables().values()) {
            weight += weight(value);
        }
        return weight;
    }

    private static long weight(@Nullable Object value) {
        return switch (value) {
            case CharSequence text -> text.length();
            case byte[] bytes -> bytes.length;
            case null -> 0;
            default -> 0;
        };
    }

    private static Map<String, String> values(Map<String, Object> all) {
        Map<String, String> shown = new TreeMap<>();
        all.entrySet().stream()
                .limit(VALUES_MAX)
                .forEach(
                        entry -> {
                            String value = text(entry.getValue(), VALUE_MAX).shown();
                            boolean hidden = RawRequest.Header.mayBeSecret(entry.getKey());
                            shown.put(entry.getKey(), hidden ? HIDDEN : value == null ? "" : value);
                        });
        return shown;
    }

    /** A value as text. */
    private record Text(@Nullable String shown, boolean isText, int size) {}

    private static Text text(@Nullable Object value, int max) {
        return switch (value) {
            case null -> new Text(null, true, 0);
            case byte[] bytes -> bytes(bytes, max);
            case CharSequence text -> clipped(text.toString(), max);
            case Number number -> clipped(number.toString(), max);
            case Boolean is -> clipped(is.toString(), max);
            case Collection<?> all -> collection(all, max);
            case Map<?, ?> map -> json(map, max);
            case JsonNode node -> json(node, max);
            default -> clipped("(" + value.getClass().getSimpleName() + ")", max);
        };
    }

    private static Text collection(Collection<?> all, int max) {
        return all.stream().anyMatch(Entry.class::isInstance)
                ? clipped("(" + all.size() + " events)", max)
                : json(all, max);
    }

    private static Text json(Object value, int max) {
        try {
            return clipped(JSON.writeValueAsString(value), max);
        } catch (JsonProcessingException | StackOverflowError e) {
            // What it would say of itself may be anything.
            return clipped("(" + value.getClass().getSimpleName() + ")", max);
        }
    }

    private static Text bytes(byte[] bytes, int max) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new Text(clipped(text, max).shown(), true, bytes.length);
        } catch (CharacterCodingException e) {
            byte[] part = bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
            return new Text(Base64.getEncoder().encodeToString(part), false, bytes.length);
        }
    }

    private static Text clipped(String text, int max) {
        return new Text(text.length() <= max ? text : text.substring(0, max), true, text.length());
    }
}
