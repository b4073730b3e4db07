package dev.serai.delivery.courier;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}: seconds, or a date of HTTP. */
public final class RetryAfter {

    /** No endpoint is left alone for longer, whatever it asks. */
    static final Duration MAX = Duration.ofHours(24);

    private static final String SECONDS = "[0-9]{1,9}";

    private RetryAfter() {}

    /** How long to wait, between nothing and {@link #MAX}; null for a header that says neither. */
    public static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches(SECONDS)) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return bounded(Duration.between(now, date.toInstant()));
        } catch (DateTimeException e) {
            return null; // a header that cannot be read says nothing
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
