package dev.serai.delivery.row;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has become of an event at an endpoint.
 *
 * @param endpoint the endpoint's id
 * @param attempts how many attempts were made in all
 * @param lastAt when the last one was made, or null
 * @param nextAt when the next one is due; null for none, or while it follows another one
 */
public record DeliveryState(
        String endpoint,
        Kind kind,
        int attempts,
        @Nullable Instant lastAt,
        @Nullable Instant nextAt) {

    /** How far it has come. */
    public enum Kind {
        /** The endpoint has it. */
        DELIVERED,
        /** An attempt is to come, or is being made. */
        WAITING,
        /** It was given up on for now, or ended by its endpoint's deletion. */
        PARKED
    }
}
