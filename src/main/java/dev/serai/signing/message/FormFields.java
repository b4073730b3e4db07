package dev.serai.signing.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a form or a query, decoded to bytes that stand as Latin-1 characters, so that what
 * is no UTF-8 stays what it is.
 *
 * @param fields in their order, repeated names included
 */
public record FormFields(List<Field> fields) {

    /** More than that are no form of a provider. */
    public static final int FIELDS_MAX = 1_000;

    static final FormFields NONE = new FormFields(List.of());

    /** A field. */
    public record Field(String name, String value) {}

    public static FormFields read(byte[] body) {
        return read(new String(body, StandardCharsets.ISO_8859_1));
    }

    /** Reads {@code a=1&b=2}; none if there are too many. */
    public static FormFields read(String text) {
        return parse(text).orElse(NONE);
    }

    /** The same; empty if there are too many. */
    public static Optional<FormFields> parse(String text) {
        String[] pairs = text.split("&", FIELDS_MAX + 1);
        if (pairs.length > FIELDS_MAX) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>(pairs.length);
        for (String pair : pairs) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                fields.add(
                        new Field(
                                decoded(name),
                                equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return Optional.of(new FormFields(fields));
    }

    public List<String> values(String name) {
        return fields.stream().filter(field -> field.name.equals(name)).map(Field::value).toList();
    }

    /** Names and values one after the other, sorted by name and then value, each pair once. */
    public String sorted() {
        StringBuilder text = new StringBuilder();
        fields.stream()
                .distinct()
                .sorted(Comparator.comparing(Field::name).thenComparing(Field::value))
                .forEach(field -> text.append(field.name).append(field.value));
        return text.toString();
    }

    /** A percent sign without two digits after it stands for itself. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escaped = c == '%' ? escaped(text, i) : -1;
            if (escaped >= 0) {
                i += 2;
            }
            bytes.write(escaped >= 0 ? escaped : c == '+' ? ' ' : c);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static int escaped(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
