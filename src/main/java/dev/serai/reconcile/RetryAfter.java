package dev.serai.reconcile;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3), in its form of seconds. */
final class RetryAfter {

    private static final int SECONDS_DIGITS_MAX = 6;

    private RetryAfter() {}

    /** How long a provider wants to be left alone; null if it does not say. */
    static @Nullable Duration of(HttpResponse<?> response) {
        return response.headers()
                .firstValue("retry-after")
                .map(String::strip)
                .filter(value -> value.matches("[0-9]{1," + SECONDS_DIGITS_MAX + "}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
