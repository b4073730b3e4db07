package dev.serai.api.sink;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A parked event as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedView(
        String id,
        String eventId,
        String type,
        String project,
        String sink,
        @Nullable String endpoint,
        String reason,
        String detail,
        int attempts,
        Instant parkedAt,
        @Nullable Instant replayRequestedAt,
        @Nullable String position) {

    static ParkedView of(ParkedEvent parked) {
        Position position = parked.position();
        return new ParkedView(
                parked.id(),
                parked.event().value(),
                parked.type(),
                parked.owner().project().value(),
                parked.sink(),
                parked.endpoint(),
                parked.reason().wire(),
                parked.detail(),
                parked.attempts(),
                parked.parkedAt(),
                parked.replayRequestedAt(),
                position == null ? null : position.toString());
    }
}
