package dev.serai.delivery.attempt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An attempt's place in a list that is sorted by time: ids alone sort by whole seconds only.
 *
 * @param at when it began, to the microsecond
 */
public record AttemptPlace(Instant at, String id) {

    private static final char SEPARATOR = '.';

    public static AttemptPlace of(Attempt attempt) {
        return new AttemptPlace(attempt.at(), attempt.id());
    }

    /**
     * Reads {@link #toString()}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static AttemptPlace parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 1) {
            throw new IllegalArgumentException("is no iterator of this list");
        }
        try {
            long micros = Long.parseLong(text.substring(0, separator), Character.MAX_RADIX);
            return new AttemptPlace(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), text.substring(separator + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no iterator of this list", e);
        }
    }

    @Override
    public String toString() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at), Character.MAX_RADIX)
                + SEPARATOR
                + id;
    }
}
