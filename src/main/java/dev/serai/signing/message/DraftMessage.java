package dev.serai.signing.message;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message that is made here: a sample, or a test's. Immutable; what adds to it gives another one.
 *
 * @param method the HTTP method
 * @param url where it goes to, with its query
 * @param headers the header lines in their order
 * @param body the body's bytes; not copied and never changed
 */
public record DraftMessage(String method, String url, List<Line> headers, byte[] body)
        implements SignedMessage {

    /** A header line. */
    public record Line(String name, String value) {}

    public DraftMessage {
        headers = List.copyOf(headers);
    }

    @Override
    public String query() {
        int mark = url.indexOf('?');
        return mark < 0 ? "" : url.substring(mark + 1);
    }

    @Override
    public List<String> header(String name) {
        return headers.stream()
                .filter(line -> line.name.equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    /** The same with a header, in place of those of its name. */
    public DraftMessage withHeader(String name, String value) {
        List<Line> lines = new ArrayList<>(headers);
        lines.removeIf(line -> line.name.equalsIgnoreCase(name));
        lines.add(new Line(name, value));
        return new DraftMessage(method, url, lines, body);
    }

    public DraftMessage withBody(byte[] other) {
        return new DraftMessage(method, url, headers, other);
    }

    /** The same with a parameter in its query, in place of those of its name. */
    public DraftMessage withParameter(String name, String value) {
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        return new DraftMessage(method, path + "?" + replaced(query(), name, value), headers, body);
    }

    /** The same with a field in its form, in place of those of its name. */
    DraftMessage withField(String name, String value) {
        String form = new String(body, StandardCharsets.ISO_8859_1);
        return withBody(replaced(form, name, value).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String replaced(String pairs, String name, String value) {
        String own = URLEncoder.encode(name, StandardCharsets.UTF_8) + "=";
        List<String> left = new ArrayList<>();
        for (String pair : pairs.split("&")) {
            if (!pair.isEmpty() && !pair.startsWith(own)) {
                left.add(pair);
            }
        }
        left.add(own + URLEncoder.encode(value, StandardCharsets.UTF_8));
        return String.join("&", left);
    }

    /**
     * The same with a member of its JSON, written anew only if it is not so already.
     *
     * @throws IllegalArgumentException if the body is no JSON that could have it
     */
    public DraftMessage withMember(JsonPointer pointer, JsonNode value) {
        JsonNode json = Json.read(body);
        if (json.at(pointer).equals(value)) {
            return this;
        }
        JsonPointer head = pointer.head();
        String name = pointer.last().getMatchingProperty();
        switch (json.at(head == null ? JsonPointer.empty() : head)) {
            case ObjectNode object -> object.set(name, value);
            case ArrayNode array -> array.set(Integer.parseInt(name), value);
            default ->
                    throw new IllegalArgumentException(
                            "the body is no JSON that can have a member at " + pointer);
        }
        return withBody(Json.write(json));
    }

    /** The method and URL only. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
