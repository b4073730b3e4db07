package dev.serai.ingress;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the attributes of an event may be, for mapped and for published ones. Each check gives what
 * the attribute is supposed to be, or null when it is.
 */
final class Attributes {

    private static final int TEXT_LENGTH_MAX = 512;
    private static final int TYPE_LENGTH_MAX = 256;
    private static final int SHOWN_LENGTH_MAX = 80;
    private static final Instant TIME_MIN = Instant.EPOCH;
    private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern CONTENT_TYPE =
            Pattern.compile("[a-zA-Z0-9!#$&^_.+-]+/[a-zA-Z0-9!#$&^_.+-]+( *;[\\x20-\\x7e]*)?");
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Attributes() {}

    static @Nullable String typeFault(String type) {
        return type.length() <= TYPE_LENGTH_MAX && isSegments(type)
                ? null
                : "is at most 256 characters, segments of a-z A-Z 0-9 _ - parted by dots";
    }

    static @Nullable String textFault(String text) {
        return !text.isEmpty() && text.length() <= TEXT_LENGTH_MAX && isStorable(text)
                ? null
                : "is 1 to 512 characters without control characters";
    }

    static @Nullable String timeFault(Instant time) {
        return time.isBefore(TIME_MIN) || time.isAfter(TIME_MAX)
                ? "is in the years 1970 to 9999"
                : null;
    }

    static @Nullable String contentTypeFault(String type) {
        return type.length() <= TYPE_LENGTH_MAX && CONTENT_TYPE.matcher(type).matches()
                ? null
                : "is a media type";
    }

    static @Nullable String traceparentFault(String traceparent) {
        return TRACEPARENT.matcher(traceparent).matches() ? null : "is a W3C trace context";
    }

    /** A text fit for a message: short, on one line. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= SHOWN_LENGTH_MAX
                ? line
                : line.substring(0, SHOWN_LENGTH_MAX) + "...";
    }

    /** Segments parted by dots, by hand: every event pays for it. */
    private static boolean isSegments(String type) {
        int length = 0;
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (c == '.' && length > 0) {
                length = 0;
            } else if (isWord(c)) {
                length++;
            } else {
                return false;
            }
        }
        return length > 0;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '-';
    }

    /** Half of a surrogate pair has no UTF-8 form, so it could not be stored. */
    private static boolean isStorable(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (Character.isISOControl(codePoint)
                    || codePoint >= Character.MIN_SURROGATE
                            && codePoint <= Character.MAX_SURROGATE) {
                return false;
            }
        }
        return true;
    }
}
