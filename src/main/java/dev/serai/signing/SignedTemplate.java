package dev.serai.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is signed, in its order: parts of the request and the text between them. Written {@code
 * v0:{ts}:{body}}; the parts are {@code {body}}, {@code {ts}}, {@code {url}}, {@code {method}} and
 * {@code {header:NAME}}.
 */
final class SignedTemplate {

    private static final Pattern PART = Pattern.compile("\\{([^{}]*)}");
    private static final String HEADER = "header:";

    private final List<Part> parts;

    private SignedTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if a part is unknown
     */
    static SignedTemplate of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int end = 0;
        while (matcher.find()) {
            literal(parts, text.substring(end, matcher.start()));
            parts.add(part(matcher.group(1)));
            end = matcher.end();
        }
        literal(parts, text.substring(end));
        return new SignedTemplate(parts);
    }

    private static void literal(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Part part(String name) {
        if (name.startsWith(HEADER)) {
            return new Part.Header(name.substring(HEADER.length()));
        }
        return switch (name) {
            case "body" -> new Part.Body();
            case "ts" -> new Part.Timestamp();
            case "url" -> new Part.Url();
            case "method" -> new Part.Method();
            default ->
                    throw new IllegalArgumentException(
                            "a signed part is {body}, {ts}, {url}, {method} or {header:NAME}, not"
                                    + " {"
                                    + name
                                    + "}");
        };
    }

    /** The headers that are signed. */
    List<String> headers() {
        return parts.stream()
                .filter(Part.Header.class::isInstance)
                .map(part -> ((Part.Header) part).name())
                .toList();
    }

    /** Whether the timestamp is signed. */
    boolean signsTimestamp() {
        return parts.stream().anyMatch(Part.Timestamp.class::isInstance);
    }

    /** The bytes that are signed, in pieces; a header that is missing counts as empty. */
    List<byte[]> resolve(SignedMessage message, String timestamp) {
        return parts.stream().map(part -> bytes(part, message, timestamp)).toList();
    }

    private static byte[] bytes(Part part, SignedMessage message, String timestamp) {
        return switch (part) {
            case Part.Literal literal -> literal.text();
            case Part.Body body -> message.body();
            case Part.Timestamp ts -> wire(timestamp);
            case Part.Url url -> message.url().getBytes(StandardCharsets.UTF_8);
            case Part.Method method -> wire(message.method());
            case Part.Header header ->
                    wire(message.header(header.name()).stream().findFirst().orElse(""));
        };
    }

    /** Header values are bytes that were read as Latin-1. */
    private static byte[] wire(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A part of what is signed. */
    private sealed interface Part {
        record Literal(byte[] text) implements Part {}

        record Body() implements Part {}

        record Timestamp() implements Part {}

        record Url() implements Part {}

        record Method() implements Part {}

        record Header(String name) implements Part {}
    }
}
