package dev.serai.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.parked.ParkedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event at a sink, or at one of its endpoints.
 *
 * @param sink the sink's name; null for an endpoint
 * @param endpoint the endpoint's id; null for a sink
 * @param state {@code delivered}, {@code waiting}, {@code filtered} or {@code parked}; or {@code
 *     broadcast}: the sink keeps no place, its readers know theirs, and nobody knows who has read
 *     it
 * @param at since when, where that is known
 * @param attempts how often it was tried, where that is counted
 * @param parkedId names it among the parked events
 * @param reason why it is parked
 * @param nextAttemptAt when it will be tried again, where that is known
 * @param endpoints the same of every endpoint, for a sink that has any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SinkOutcome(
        @Nullable String sink,
        @Nullable String endpoint,
        String state,
        @Nullable Instant at,
        @Nullable Integer attempts,
        @Nullable String parkedId,
        @Nullable String reason,
        @Nullable Instant nextAttemptAt,
        @Nullable List<SinkOutcome> endpoints) {

    static final String PARKED = "parked";

    /** Of a whole sink. */
    static SinkOutcome of(String sink, String state) {
        return new SinkOutcome(sink, null, state, null, null, null, null, null, null);
    }

    /** Of a sink that every hub serves for itself. */
    static SinkOutcome broadcast(String sink) {
        return of(sink, "broadcast");
    }

    /** Parked, at a sink or at one of its endpoints. */
    static SinkOutcome parked(ParkedEvent parked) {
        return new SinkOutcome(
                parked.endpoint() == null ? parked.sink() : null,
                parked.endpoint(),
                PARKED,
                parked.parkedAt(),
                parked.attempts(),
                parked.id(),
                parked.reason().wire(),
                null,
                null);
    }

    /** At an endpoint. */
    static SinkOutcome of(DeliveryState state) {
        return new SinkOutcome(
                null,
                state.endpoint(),
                state.kind().name().toLowerCase(Locale.ROOT),
                state.lastAt(),
                state.attempts(),
                null,
                null,
                state.nextAt(),
                null);
    }

    /** With what became of it at each endpoint. */
    SinkOutcome with(List<SinkOutcome> endpoints) {
        return new SinkOutcome(
                sink, endpoint, state, at, attempts, parkedId, reason, nextAttemptAt, endpoints);
    }
}
