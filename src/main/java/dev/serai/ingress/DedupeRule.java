package dev.serai.ingress;

import dev.serai.outbox.Candidate;
import dev.serai.outbox.RawRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What makes two webhooks of a source the same one. Any one of its rules is enough. */
public sealed interface DedupeRule {

    /** The same value of a header: the provider's id of the event. */
    record Header(String name) implements DedupeRule {}

    /** The same body, byte for byte. */
    record Body() implements DedupeRule {}

    /** The same {@code originid}, as the mapping gives it. */
    record OriginId() implements DedupeRule {}

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
        if (text.startsWith("header:") && text.length() > "header:".length()) {
            return new Header(text.substring("header:".length()));
        }
        return switch (text) {
            case "body" -> new Body();
            case "originid" -> new OriginId();
            default ->
                    throw new IllegalArgumentException(
                            "dedupe is a list of header:NAME, body and originid, not " + text);
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
