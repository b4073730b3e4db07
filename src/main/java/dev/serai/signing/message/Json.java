package dev.serai.signing.message;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON that signatures rest on: numbers keep the digits they were written with, and an object
 * that names a member twice is none, for it would mean one thing here and another elsewhere.
 */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private Json() {}

    /** The JSON in some bytes, or a missing node. */
    public static JsonNode read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    /**
     * Reads {@code /a/0/b}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static JsonPointer pointer(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "a place in JSON is written json:/name/0/name, not json:" + text);
        }
        return JsonPointer.compile(text);
    }

    /** A text, number or truth value as the bytes it stands for; empty for all else. */
    public static String wire(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? wire(node.asText()) : "";
    }

    /** A text as the characters that its UTF-8 bytes are in Latin-1, as header values are read. */
    public static String wire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
