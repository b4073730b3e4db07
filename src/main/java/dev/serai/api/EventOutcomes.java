package dev.serai.api;

import dev.serai.outbox.Entry;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.Relays;
import dev.serai.relay.SinkStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells what became of an event at every sink. */
final class EventOutcomes {

    private final ParkedEvents parked;
    private final Relays relays;

    EventOutcomes(ParkedEvents parked, Relays relays) {
        this.parked = parked;
        this.relays = relays;
    }

    /** One outcome per sink, by name. */
    List<SinkOutcome> of(Entry entry) {
        Map<String, List<ParkedEvent>> parkedAt =
                parked.findByEvent(entry.event().owner().tenant(), entry.event().id()).stream()
                        .collect(Collectors.groupingBy(ParkedEvent::sink));
        Map<String, SinkOutcome> outcomes = new TreeMap<>();
        for (SinkStatus sink : relays.status()) {
            String name = sink.sink().value();
            String state =
                    sink.outcomeOf(entry.event(), entry.position()).name().toLowerCase(Locale.ROOT);
            outcomes.put(name, SinkOutcome.of(name, state));
        }
        parkedAt.forEach((sink, events) -> outcomes.put(sink, parked(sink, events)));
        return new ArrayList<>(outcomes.values());
    }

    private static SinkOutcome parked(String sink, List<ParkedEvent> events) {
        ParkedEvent first = events.getFirst();
        if (first.endpoint() == null) {
            return SinkOutcome.parked(first);
        }
        return SinkOutcome.of(sink, SinkOutcome.PARKED)
                .with(events.stream().map(SinkOutcome::parked).toList());
    }
}
