package dev.serai.api.arrival;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in at a source.
 *
 * @param id that of its event, its refusal, or of its record as a copy
 * @param outcome what became of it
 * @param receivedAt when it came
 * @param method null if it is kept apart from its event
 * @param path likewise
 * @param size of its body in bytes; null if it is not known
 * @param status what it was answered
 * @param code why it was refused, for programs
 * @param detail why it was refused, for people
 * @param eventId the event that it became, or is a copy of
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Arrival(
        String id,
        Outcome outcome,
        Instant receivedAt,
        @Nullable String method,
        @Nullable String path,
        @Nullable Integer size,
        int status,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String eventId) {

    private static final int PREFIX_LENGTH = 4;

    /** What became of a request. */
    enum Outcome {
        ACCEPTED,
        DUPLICATE,
        REJECTED,
        PARKED;

        /**
         * Reads one.
         *
         * @throws IllegalArgumentException if there is no such one
         */
        static Outcome of(String text) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.text().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "is one of accepted, duplicate, rejected, parked"));
        }

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the ids of all kinds sort by: the time they were made at. */
    String age() {
        return ageOf(id);
    }

    /** The same of an id, whatever it is. */
    static String ageOf(String id) {
        return id.length() <= PREFIX_LENGTH ? "" : id.substring(PREFIX_LENGTH);
    }
}
