package dev.serai.ingress;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.JsonText;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.RawRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes two webhooks of a source the same one. Any one of its rules is enough. */
public sealed interface DedupeRule {

    /** What a rule of a header begins with. */
    String HEADER = "header:";

    /** What it ends with when the body counts too. */
    String AND_BODY = "+body";

    /** What a rule of a value in the body begins with. */
    String JSON = "json:";

    /** The same value of a header: the provider's id of the event. */
    record Header(String name) implements DedupeRule {}

    /** The same body, byte for byte. */
    record Body() implements DedupeRule {}

    /** The same {@code originid}, as the mapping gives it. */
    record OriginId() implements DedupeRule {}

    /** The same type about the same subject, of which the mapping says that it happens once. */
    record Once() implements DedupeRule {}

    /** The same value of a header, and with it the same body. */
    record HeaderAndBody(String name) implements DedupeRule {}

    /** The same value in a body that is JSON: what may be used once, such as a signed token. */
    record Json(JsonPointer pointer) implements DedupeRule {

        /** The value; none if the body is no JSON, or has no text or number there. */
        Optional<String> value(RawRequest request) {
            try {
                JsonNode value = JsonText.read(request.body()).at(pointer);
                return value.isTextual() || value.isNumber()
                        ? Optional.of(value.asText())
                        : Optional.empty();
            } catch (JsonText.NotJson e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Nothing more: without the other rules' ids every webhook is a new one, even if its body came
     * before. For senders whose next notification looks like the last.
     */
    record Nothing() implements DedupeRule {}

    /**
     * Reads rules as a route writes them: {@code header:x-razorpay-event-id,body}.
     *
     * @throws IllegalArgumentException if one is unknown, or there are none or too many
     */
    static List<DedupeRule> parse(String text) {
        List<DedupeRule> rules = new ArrayList<>();
        Arrays.stream(text.split(",")).map(String::strip).map(DedupeRule::rule).forEach(rules::add);
        if (rules.size() > Candidate.KEYS_MAX) {
            throw new IllegalArgumentException("dedupe has at most 4 rules");
        }
        return List.copyOf(rules);
    }

    private static DedupeRule rule(String text) {
        if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
            String name = text.substring(HEADER.length());
            return name.endsWith(AND_BODY)
                    ? new HeaderAndBody(name.substring(0, name.length() - AND_BODY.length()))
                    : new Header(name);
        }
        if (text.startsWith(JSON)) {
            // Jackson's own message says what is wrong with the pointer.
            return new Json(JsonPointer.compile(text.substring(JSON.length())));
        }
        return switch (text) {
            case "body" -> new Body();
            case "originid" -> new OriginId();
            case "once" -> new Once();
            case "none" -> new Nothing();
            default ->
                    throw new IllegalArgumentException(
                            "dedupe is a list of header:NAME, header:NAME+body, json:/POINTER,"
                                    + " body, originid, once and none, not "
                                    + text);
        };
    }

    /** The name of the header that counts, or null if none does. */
    default @Nullable String headerName() {
        return switch (this) {
            case Header header -> header.name();
            case HeaderAndBody header -> header.name();
            case Body body -> null;
            case OriginId origin -> null;
            case Once once -> null;
            case Json json -> null;
            case Nothing nothing -> null;
        };
    }

    /** The values of a request's header. */
    static List<String> header(RawRequest request, String name) {
        // Every request pays for it several times, so no stream.
        List<String> values = List.of();
        for (RawRequest.Header line : request.headers()) {
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
}
