package dev.serai.signing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Where a request says when it was sent, and how old it may be.
 *
 * @param header the header
 * @param pair the key of a pair within that header, or empty if the header is the timestamp
 * @param unit how the time is written
 * @param tolerance how far from now, to either side, it may be
 */
public record TimestampRule(String header, String pair, Unit unit, Duration tolerance) {

    /** How a time is written. */
    public enum Unit {
        SECONDS,
        MILLISECONDS,
        ISO;

        /**
         * Reads its name as configurations write it.
         *
         * @throws IllegalArgumentException if it is none that is known
         */
        public static Unit of(String name) {
            return switch (name) {
                case "s" -> SECONDS;
                case "ms" -> MILLISECONDS;
                case "iso" -> ISO;
                default -> throw new IllegalArgumentException("a time unit is s, ms or iso");
            };
        }
    }

    /** The timestamp as it was sent, or empty if there is none. */
    String read(SignedMessage message, String separator) {
        List<String> values = message.header(header);
        if (values.isEmpty()) {
            return "";
        }
        if (pair.isEmpty()) {
            return values.getFirst();
        }
        List<String> found =
                new SignatureSyntax.Pairs(separator, pair).signatures(values.getFirst());
        return found.isEmpty() ? "" : found.getFirst();
    }

    /** Whether a timestamp is near enough to now; one that is no time is not. */
    boolean isFresh(String timestamp, Instant now) {
        return parse(timestamp)
                .map(time -> Duration.between(time, now).abs().compareTo(tolerance) <= 0)
                .orElse(false);
    }

    private Optional<Instant> parse(String timestamp) {
        try {
            return Optional.of(
                    switch (unit) {
                        case SECONDS -> Instant.ofEpochSecond(Long.parseLong(timestamp));
                        case MILLISECONDS -> Instant.ofEpochMilli(Long.parseLong(timestamp));
                        case ISO -> OffsetDateTime.parse(timestamp).toInstant();
                    });
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
