package dev.serai.signing.recipe;

import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.JsonPlace;
import dev.serai.signing.message.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What is signed, in its order: parts of the request and the text between them. Written {@code
 * v0:{ts}:{body}}; the parts are {@code {body}}, {@code {ts}}, {@code {url}}, {@code {uri}} (the
 * URL with some escapes undone, or as it is), {@code {method}}, {@code {secret}}, {@code {crc32}}
 * of the body in decimal digits, {@code {form}} (all fields, sorted), and a {@link Place}. {@code
 * {part?|}} is the part with a bar after it, or nothing when the part is empty.
 */
public final class Template {

    private static final Pattern PART = Pattern.compile("\\{([^{}]*)}");

    private final String written;
    private final List<Part> parts;

    private Template(String written, List<Part> parts) {
        this.written = written;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if a part is unknown
     */
    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int end = 0;
        while (matcher.find()) {
            literal(parts, text.substring(end, matcher.start()));
            parts.add(optional(matcher.group(1)));
            end = matcher.end();
        }
        literal(parts, text.substring(end));
        return new Template(text, parts);
    }

    private static void literal(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Part optional(String text) {
        int mark = text.indexOf('?');
        return mark < 0
                ? part(text)
                : new Part.Optional(
                        part(text.substring(0, mark)),
                        text.substring(mark + 1).getBytes(StandardCharsets.UTF_8));
    }

    private static Part part(String name) {
        return switch (name) {
            case "body" -> new Part.Body();
            case "ts" -> new Part.Timestamp();
            case "url" -> new Part.Url();
            case "uri" -> new Part.Uri();
            case "method" -> new Part.Method();
            case "secret" -> new Part.TheSecret();
            case "crc32" -> new Part.Checksum();
            case "form" -> new Part.Form();
            default -> at(name);
        };
    }

    private static Part at(String name) {
        try {
            return new Part.At(single(Place.of(name)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a signed part is {body}, {ts}, {url}, {uri}, {method}, {secret}, {crc32},"
                            + " {form}, {header:NAME}, {json:/pointer}, {form:NAME} or {query:NAME}, not {"
                            + name
                            + "}");
        }
    }

    private static Place single(Place place) {
        return switch (place) {
            case Place.Header header -> header;
            case JsonPlace.Member member -> member;
            case Place.Field field -> field;
            case Place.Parameter parameter -> parameter;
            case Place.Repeated many -> throw new IllegalArgumentException("has many values");
            case Place.Numbered many -> throw new IllegalArgumentException("has many values");
            case JsonPlace.Each many -> throw new IllegalArgumentException("has many values");
        };
    }

    /** The places that are signed. */
    List<Place> places() {
        return parts.stream()
                .map(part -> part instanceof Part.Optional optional ? optional.part() : part)
                .filter(Part.At.class::isInstance)
                .map(part -> ((Part.At) part).place())
                .toList();
    }

    boolean signsTimestamp() {
        return signs(Part.Timestamp.class);
    }

    boolean signsUrl() {
        return signs(Part.Url.class) || signs(Part.Uri.class);
    }

    boolean signsSecret() {
        return signs(Part.TheSecret.class);
    }

    boolean signsForm() {
        return signs(Part.Form.class);
    }

    boolean signsBody() {
        return signs(Part.Body.class);
    }

    private boolean signs(Class<? extends Part> kind) {
        return parts.stream().anyMatch(kind::isInstance);
    }

    /** What may be signed, each as {@link #resolve} gives it; the first is what is likely. */
    List<List<byte[]>> texts(Given given, String timestamp) {
        List<byte[]> likely = resolve(given, timestamp);
        String url = given.message().url();
        if (!signs(Part.Uri.class) || UndoneEscapes.of(url).equals(url)) {
            return List.of(likely);
        }
        return List.of(likely, asItIs().resolve(given, timestamp));
    }

    /** The same with the URL as it is. */
    private Template asItIs() {
        return new Template(
                written,
                parts.stream()
                        .map(part -> part instanceof Part.Uri ? new Part.Url() : part)
                        .toList());
    }

    /**
     * The bytes that are signed, in pieces; a value that is missing counts as empty.
     *
     * @return {@link Algorithm#SECRET} itself where the secret goes
     */
    List<byte[]> resolve(Given given, String timestamp) {
        List<byte[]> pieces = new ArrayList<>(parts.size() + 1);
        for (Part part : parts) {
            if (part instanceof Part.Optional optional) {
                byte[] bytes = bytes(optional.part(), given, timestamp);
                if (bytes.length > 0) {
                    pieces.add(bytes);
                    pieces.add(optional.suffix());
                }
            } else {
                pieces.add(bytes(part, given, timestamp));
            }
        }
        return pieces;
    }

    /** The same in one, with a secret where it goes. */
    public byte[] joined(Given given, byte[] secret) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] piece : resolve(given, "")) {
            text.writeBytes(piece == Algorithm.SECRET ? secret : piece);
        }
        return text.toByteArray();
    }

    private static byte[] bytes(Part part, Given given, String timestamp) {
        return switch (part) {
            case Part.Literal literal -> literal.text();
            case Part.Body body -> given.message().body();
            case Part.Timestamp ts -> wire(timestamp);
            case Part.Url url -> given.message().url().getBytes(StandardCharsets.UTF_8);
            case Part.Uri uri ->
                    UndoneEscapes.of(given.message().url()).getBytes(StandardCharsets.UTF_8);
            case Part.Method method -> wire(given.message().method());
            case Part.TheSecret secret -> Algorithm.SECRET;
            case Part.Checksum checksum -> crc32(given.message().body());
            case Part.Form form -> wire(given.form().sorted());
            case Part.At at -> wire(first(at.place().values(given)));
            case Part.Optional optional -> bytes(optional.part(), given, timestamp);
        };
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static byte[] crc32(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return wire(Long.toString(crc.getValue()));
    }

    /** Values are bytes that were read as Latin-1. */
    private static byte[] wire(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return written;
    }

    /** A part of what is signed. */
    private sealed interface Part {
        record Literal(byte[] text) implements Part {}

        record Body() implements Part {}

        record Timestamp() implements Part {}

        record Url() implements Part {}

        record Uri() implements Part {}

        record Method() implements Part {}

        record TheSecret() implements Part {}

        record Checksum() implements Part {}

        record Form() implements Part {}

        record At(Place place) implements Part {}

        record Optional(Part part, byte[] suffix) implements Part {}
    }
}
