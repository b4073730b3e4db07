package dev.serai.signing.recipe;

import dev.serai.signing.algorithm.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Values as a person may see them: shortened, on one line, what cannot be printed escaped. */
public final class Shown {

    /** How much of a signed text is shown. */
    static final int TEXT_BYTES_MAX = 1024;

    private static final int VALUE_LENGTH_MAX = 24;
    private static final int VALUES_MAX = 5;

    private Shown() {}

    /** Values from a message, each by its beginning and length. */
    public static String values(List<String> values) {
        StringBuilder text = new StringBuilder();
        for (String value : values.subList(0, Math.min(VALUES_MAX, values.size()))) {
            text.append(text.isEmpty() ? "" : ", ").append(value(value));
        }
        return values.size() > VALUES_MAX
                ? text + " and " + (values.size() - VALUES_MAX) + " more"
                : text.toString();
    }

    public static String value(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length <= VALUE_LENGTH_MAX
                ? escaped(bytes, bytes.length)
                : escaped(bytes, VALUE_LENGTH_MAX) + "... (" + bytes.length + " characters)";
    }

    /** A signed text: its first bytes, and how many it has. */
    static String text(List<byte[]> pieces) {
        StringBuilder text = new StringBuilder();
        int left = TEXT_BYTES_MAX;
        long length = 0;
        for (byte[] piece : pieces) {
            if (piece == Algorithm.SECRET) {
                text.append("(the secret)");
                continue;
            }
            int shown = Math.min(left, piece.length);
            text.append(escaped(piece, shown));
            left -= shown;
            length += piece.length;
        }
        return text + (length > TEXT_BYTES_MAX ? "... (" : " (") + length + " bytes)";
    }

    private static String escaped(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int c = bytes[i] & 0xff;
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        text.append((char) c);
                    } else {
                        text.append("\\x")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    }
                }
            }
        }
        return text.toString();
    }

    /** A duration to the second: {@code 3 h 12 min 5 s}. */
    public static String duration(Duration duration) {
        Duration off = duration.abs();
        String days = off.toDays() > 0 ? off.toDays() + " d " : "";
        String hours = off.toHoursPart() > 0 ? off.toHoursPart() + " h " : "";
        String minutes = off.toMinutesPart() > 0 ? off.toMinutesPart() + " min " : "";
        return days + hours + minutes + off.toSecondsPart() + " s";
    }
}
