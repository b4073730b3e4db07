package dev.serai.delivery.standing;

import dev.serai.event.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands at an endpoint.
 *
 * @param attempts how many attempts were made in all
 * @param lastStatus the HTTP status of the last one, 0 for no answer; null when there was none
 * @param nextAt when the next one is due, or null
 */
public record Standing(
        EventId event,
        Kind kind,
        int attempts,
        @Nullable Integer lastStatus,
        @Nullable Instant nextAt) {

    /** How far it has come. */
    public enum Kind {
        /** The endpoint has it. */
        DELIVERED,
        /** The first attempt is to come. */
        PENDING,
        /** Attempts were made, and one is to come or being made. */
        SENDING,
        /** It was given up on. */
        FAILED,
        /** Nothing was ever begun. */
        NEVER
    }
}
