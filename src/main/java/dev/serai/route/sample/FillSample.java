package dev.serai.route.sample;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.route.connector.Connector.Sample;
import dev.serai.signing.message.DraftMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a sample a message: what differs each time is filled in, and what the caller wants
 * otherwise is set.
 *
 * @param id stands for {@code {id}}
 * @param now stands for {@code {now}}, {@code {now:ms}} and {@code {now:iso}}
 */
record FillSample(String id, Instant now) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The message, not signed yet.
     *
     * @param url where it goes to, without a query
     * @param set what is set in its JSON, by JSON pointer
     * @throws SampleRefused if that cannot be set
     */
    DraftMessage message(Sample sample, String url, Map<String, JsonNode> set) {
        List<DraftMessage.Line> headers = new ArrayList<>();
        headers.add(new DraftMessage.Line("Content-Type", sample.contentType()));
        new TreeMap<>(sample.headers())
                .forEach((name, value) -> headers.add(new DraftMessage.Line(name, filled(value))));
        String query = filled(sample.query().replaceFirst("^\\?", ""));
        String body = filled(sample.body());
        return new DraftMessage(
                sample.method(),
                query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + query,
                headers,
                (set.isEmpty() ? body : changed(body, set)).getBytes(StandardCharsets.UTF_8));
    }

    private String filled(String text) {
        return text.replace("{now}", String.valueOf(now.getEpochSecond()))
                .replace("{now:ms}", String.valueOf(now.toEpochMilli()))
                .replace("{now:iso}", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace("{id}", id);
    }

    private static String changed(String body, Map<String, JsonNode> set) {
        try {
            JsonNode json = JSON.readTree(body);
            set.forEach((pointer, value) -> put(json, pointer, value));
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new SampleRefused("/set", "the body of this sample is no JSON");
        }
    }

    private static void put(JsonNode json, String text, JsonNode value) {
        JsonPointer pointer = pointer(text);
        String name = pointer.last().getMatchingProperty();
        int index = pointer.last().getMatchingIndex();
        JsonNode parent = json.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
        } else if (parent instanceof ArrayNode array && index >= 0 && index < array.size()) {
            array.set(index, value);
        } else {
            throw new SampleRefused("/set", "the sample has no place for " + text);
        }
    }

    private static JsonPointer pointer(String text) {
        try {
            JsonPointer pointer = JsonPointer.compile(text);
            if (!pointer.matches()) {
                return pointer;
            }
        } catch (IllegalArgumentException e) {
            throw new SampleRefused("/set", "its members' names are JSON pointers, as /amount");
        }
        throw new SampleRefused("/set", "its members' names are JSON pointers, as /amount");
    }
}
