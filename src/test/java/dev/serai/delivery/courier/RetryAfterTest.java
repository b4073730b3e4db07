package dev.serai.delivery.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an endpoint asks to be left alone. */
final class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "' 7 ', PT7S",
        "86400, PT24H",
        "86401, PT24H",
        "999999999, PT24H",
        "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
        "'Sun, 01 Mar 2026 11:00:00 GMT', PT0S",
        "'Fri, 06 Mar 2026 12:00:00 GMT', PT24H"
    })
    void readsSecondsAndDatesWithinBounds(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "9999999999", "2026-03-01T12:00:30Z"})
    void hearsNothingInWhatCannotBeRead(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }

    @Test
    void hearsNothingWithoutTheHeader() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
