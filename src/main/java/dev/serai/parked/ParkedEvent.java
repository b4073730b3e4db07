package dev.serai.parked;

import dev.serai.event.EventId;
import dev.serai.outbox.Position;
import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event that was given up on for now, at one sink.
 *
 * @param id {@code park_} and a KSUID
 * @param owner whose it is
 * @param sink the sink's name; {@value #INGRESS} for a webhook that could not be mapped
 * @param endpoint the endpoint's id when the sink is the webhooks, else null
 * @param event the event, or the id reserved for the event that the webhook will be
 * @param position its place in the log; null for a webhook that is not in the log yet
 * @param type the event's type; the source's name for a webhook that could not be mapped
 * @param reason why
 * @param detail more of why, for a person; never a secret
 * @param attempts how often it was tried
 * @param parkedAt since when
 * @param replayRequestedAt since when it waits for its sink to send it again, or null
 */
public record ParkedEvent(
        String id,
        Owner owner,
        String sink,
        @Nullable String endpoint,
        EventId event,
        @Nullable Position position,
        String type,
        Reason reason,
        String detail,
        int attempts,
        Instant parkedAt,
        @Nullable Instant replayRequestedAt) {

    /** The sink of webhooks that were authentic but could not be made an event. */
    public static final String INGRESS = "ingress";

    /** An event to be parked. */
    public ParkedEvent(
            String id,
            Owner owner,
            String sink,
            @Nullable String endpoint,
            EventId event,
            @Nullable Position position,
            String type,
            Reason reason,
            String detail,
            int attempts,
            Instant parkedAt) {
        this(
                id, owner, sink, endpoint, event, position, type, reason, detail, attempts,
                parkedAt, null);
    }

    /** Why something is parked. */
    public enum Reason {
        /** The webhook was authentic, but its connector could not map it. */
        UNMAPPABLE,
        /** The sink takes no record as large. */
        TOO_LARGE,
        /** The sink refuses this event for itself. */
        REFUSED,
        /** All attempts of the retry schedule failed, or its time was up. */
        EXHAUSTED,
        /** The endpoint was disabled or deleted while the event waited for it. */
        ENDPOINT_DISABLED;

        /** The word on the wire: {@code too-large}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Reads the word on the wire.
         *
         * @throws IllegalArgumentException if it is none of them
         */
        public static Reason of(String wire) {
            for (Reason reason : values()) {
                if (reason.wire().equals(wire)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException(
                    "a reason is one of "
                            + Arrays.stream(values())
                                    .map(Reason::wire)
                                    .collect(Collectors.joining(", ")));
        }
    }
}
