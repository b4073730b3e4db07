package dev.serai.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON as systems exchange it by RFC 8259: one value and nothing behind it, in UTF-8, without a
 * byte order mark. A parser left to itself takes the first of several values, and UTF-16.
 */
public final class JsonText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Numbers stay what they are: an amount of 2.00, or of more digits than a double has. */
    private static final ObjectMapper JSON =
            JsonMapper.builder(FACTORY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private JsonText() {}

    /**
     * Reads the value that bytes are.
     *
     * @throws NotJson if they are not one JSON value in UTF-8
     */
    public static JsonNode read(byte[] data) throws NotJson {
        String text = utf8(data);
        if (text == null) {
            throw new NotJson("it is not UTF-8, or begins with a byte order mark");
        }
        try {
            JsonNode value = JSON.readTree(text);
            if (value.isMissingNode()) {
                throw new NotJson("it is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new NotJson(place(e.getLocation()));
        }
    }

    /** Whether bytes are one JSON value in UTF-8. */
    public static boolean isJson(byte[] data) {
        return inline(data) != null;
    }

    /** The bytes as text that may stand inside JSON, or null if they are not one value of it. */
    static @Nullable String inline(byte[] data) {
        String text = utf8(data);
        return text != null && isOneValue(text) ? text : null;
    }

    /** Whether bytes are UTF-8 without a byte order mark, so that places in them are bytes. */
    public static boolean isUtf8(byte[] data) {
        return utf8(data) != null;
    }

    private static @Nullable String utf8(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            return null;
        }
        // Only what could not be decoded, or a text that has that character, is looked at again.
        boolean isFaithful =
                text.indexOf(REPLACEMENT) < 0
                        || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), data);
        return isFaithful ? text : null;
    }

    private static boolean isOneValue(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            // Scalars are read lazily; a broken one shows only when it is finished.
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** A parser that has reached one of its own limits does not say where. */
    private static String place(@Nullable JsonLocation at) {
        return at == null
                ? "it is nested too deeply, or has a name or number that is too long"
                : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Bytes are not one JSON value in UTF-8; the message says where, and quotes nothing. */
    public static final class NotJson extends Exception {

        NotJson(String message) {
            super(message, null, false, false);
        }
    }
}
