package dev.serai.api;

import dev.serai.outbox.Entry;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import java.util.List;

/** Tells what became of an event at every sink. */
final class EventOutcomes {

    private final ParkedEvents parked;

    EventOutcomes(ParkedEvents parked) {
        this.parked = parked;
    }

    List<SinkOutcome> of(Entry entry) {
        return parked.findByEvent(entry.event().owner().tenant(), entry.event().id()).stream()
                .map(EventOutcomes::parked)
                .toList();
    }

    private static SinkOutcome parked(ParkedEvent parked) {
        return new SinkOutcome(
                parked.sink(),
                parked.endpoint(),
                SinkOutcome.PARKED,
                parked.parkedAt(),
                parked.attempts(),
                parked.id(),
                parked.reason().wire(),
                null,
                null);
    }
}
