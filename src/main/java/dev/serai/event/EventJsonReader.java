package dev.serai.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON format of CloudEvents 1.0, one event or a batch. JSON {@code data} is cut out of
 * the input byte for byte. All methods throw {@link EventUnreadable}.
 */
public final class EventJsonReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] input;
    private final JsonParser parser;

    private EventJsonReader(byte[] input, JsonParser parser) {
        this.input = input;
        this.parser = parser;
    }

    /** Reads a JSON object. */
    public static EventDraft read(byte[] input) {
        return reading(
                input,
                reader -> {
                    reader.parser.nextToken();
                    return reader.event("");
                });
    }

    /** Reads a JSON array of at most so many objects. */
    public static List<EventDraft> readBatch(byte[] input, int eventsMax) {
        return reading(input, reader -> reader.batch(eventsMax));
    }

    private static <T> T reading(byte[] input, Reading<T> reading) {
        // The byte order mark that the parser would skip must not shift the places in the input.
        try (JsonParser parser = JSON.createParser(withoutMark(input))) {
            EventJsonReader reader = new EventJsonReader(withoutMark(input), parser);
            T result = reading.by(reader);
            if (parser.nextToken() != null) {
                throw new EventUnreadable("", "something follows the JSON value");
            }
            return result;
        } catch (JsonProcessingException e) {
            throw new EventUnreadable("", fault(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory gives every byte", e);
        }
    }

    /** A parser that has reached one of its own limits does not say where. */
    private static String fault(@Nullable JsonLocation at) {
        return at == null
                ? "JSON that is nested too deeply, or has a name or number that is too long"
                : "not JSON, from line %d column %d on".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static byte[] withoutMark(byte[] input) {
        boolean marked =
                input.length >= 3
                        && input[0] == (byte) 0xEF
                        && input[1] == (byte) 0xBB
                        && input[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(input, 3, input.length) : input;
    }

    private List<EventDraft> batch(int eventsMax) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new EventUnreadable("", "a batch is a JSON array of events");
        }
        List<EventDraft> events = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == eventsMax) {
                throw new EventUnreadable("", "a batch has at most " + eventsMax + " events");
            }
            events.add(event("/" + events.size()));
        }
        return events;
    }

    private EventDraft event(String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new EventUnreadable(pointer, "an event is a JSON object");
        }
        Map<String, String> attributes = new HashMap<>();
        Data data = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("data") || name.equals("data_base64")) {
                if (data != null) {
                    throw new EventUnreadable(pointer + "/" + name, "there is data already");
                }
                data = name.equals("data") ? data() : base64(pointer);
            } else {
                String value = attribute(pointer + "/" + name);
                if (value != null && attributes.put(name, value) != null) {
                    throw new EventUnreadable(pointer + "/" + name, "stands there twice");
                }
            }
        }
        return new EventDraft(attributes, bytes(data, attributes, pointer));
    }

    private @Nullable String attribute(String pointer) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> parser.getText();
            default ->
                    throw new EventUnreadable(
                            pointer, "an attribute is a text, a whole number or a boolean");
        };
    }

    private @Nullable Data data() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return new Data(Arrays.copyOfRange(input, start, end), text, true);
    }

    private @Nullable Data base64(String pointer) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new EventUnreadable(pointer + "/data_base64", "is a text of base64");
        }
        try {
            return new Data(Base64.getDecoder().decode(parser.getText()), null, false);
        } catch (IllegalArgumentException e) {
            throw new EventUnreadable(pointer + "/data_base64", "is not base64");
        }
    }

    /** JSON text in data is the content itself when the content is not JSON. */
    private static byte @Nullable [] bytes(
            @Nullable Data data, Map<String, String> attributes, String pointer) {
        if (data == null) {
            return null;
        }
        if (!data.json
                || EventJson.isJson(attributes.getOrDefault("datacontenttype", Event.JSON))) {
            return data.bytes;
        }
        if (data.text == null) {
            throw new EventUnreadable(
                    pointer + "/data", "is a text when datacontenttype is not JSON");
        }
        return data.text.getBytes(StandardCharsets.UTF_8);
    }

    /** What stood in data or data_base64; text when it was a JSON text. */
    private record Data(byte[] bytes, @Nullable String text, boolean json) {}

    /** Something that is read. */
    private interface Reading<T> {
        T by(EventJsonReader reader) throws IOException;
    }
}
