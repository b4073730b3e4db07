package dev.serai.signing.recipe;

import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Where a message says when it was sent, and how old it may be.
 *
 * @param place where it stands, or the signature's place if it is a pair of it
 * @param pair the key of a pair beside the signature, or empty
 * @param unit how the time is written
 * @param tolerance how far from now, to either side, it may be
 */
public record TimestampRule(Place place, String pair, Unit unit, Duration tolerance) {

    /** How a time is written. */
    public enum Unit {
        SECONDS("s"),
        MILLISECONDS("ms"),
        ISO("iso");

        private final String written;

        Unit(String written) {
            this.written = written;
        }

        /** Its name as configurations write it. */
        String written() {
            return written;
        }

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
                default ->
                        throw new IllegalArgumentException(
                                "a time unit is s, ms or iso, not " + name);
            };
        }
    }

    /**
     * The timestamp as it was sent, or empty if there is none.
     *
     * @param signature the signature's value, which it may be a pair of
     */
    String read(Given given, Location location, String signature) {
        List<String> values =
                pair.isEmpty()
                        ? place.values(given)
                        : SignatureSyntax.Pairs.values(signature, location.separator(), pair);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** Whether a timestamp is near enough to now; one that is no time is not. */
    public boolean isFresh(String timestamp, Instant now) {
        return parse(timestamp)
                .map(time -> Duration.between(time, now).abs().compareTo(tolerance) <= 0)
                .orElse(false);
    }

    /** The unit in which the time would be fresh, if it is not the rule's. */
    Optional<String> otherUnit(String timestamp, Instant now) {
        for (Unit other : Unit.values()) {
            if (new TimestampRule(place, pair, other, tolerance).isFresh(timestamp, now)) {
                return Optional.of(other.written());
            }
        }
        return Optional.empty();
    }

    /** A time as it is written. */
    public String write(Instant time) {
        return switch (unit) {
            case SECONDS -> Long.toString(time.getEpochSecond());
            case MILLISECONDS -> Long.toString(time.toEpochMilli());
            case ISO -> time.toString();
        };
    }

    /** The time that a text is, if it is one. */
    public Optional<Instant> parse(String timestamp) {
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
