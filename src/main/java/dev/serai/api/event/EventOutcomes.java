package dev.serai.api.event;

import dev.serai.delivery.row.DeliveryState;
import dev.serai.event.EventId;
import dev.serai.outbox.Entry;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.Relays;
import dev.serai.relay.status.BroadcastStatus;
import dev.serai.relay.status.SinkStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Tells what became of an event at every sink, and at every endpoint that it was meant for. */
public final class EventOutcomes {

    /** The sink whose events go on to endpoints. */
    private static final String WEBHOOKS = "webhooks";

    private final ParkedEvents parked;
    private final Relays relays;
    private final Function<EventId, List<DeliveryState>> deliveries;

    public EventOutcomes(
            ParkedEvents parked, Relays relays, Function<EventId, List<DeliveryState>> deliveries) {
        this.parked = parked;
        this.relays = relays;
        this.deliveries = deliveries;
    }

    /** One outcome per sink, by name. */
    List<SinkOutcome> of(Entry entry) {
        List<ParkedEvent> parkedHere =
                parked.findByEvent(entry.event().owner().tenant(), entry.event().id());
        Map<String, SinkOutcome> outcomes = new TreeMap<>();
        for (SinkStatus sink : relays.status()) {
            String name = sink.sink().value();
            outcomes.put(
                    name,
                    SinkOutcome.of(
                            name,
                            State.of(sink.outcomeOf(entry.event(), entry.position())).wire()));
        }
        for (BroadcastStatus sink : relays.broadcasts()) {
            outcomes.put(sink.sink().value(), SinkOutcome.broadcast(sink.sink().value()));
        }
        for (ParkedEvent event : parkedHere) {
            if (event.endpoint() == null) {
                outcomes.put(event.sink(), SinkOutcome.parked(event));
            }
        }
        outcomes.computeIfPresent(
                WEBHOOKS, (name, sink) -> atEndpoints(sink, entry.event().id(), parkedHere));
        return new ArrayList<>(outcomes.values());
    }

    /** Whether a sink is still to get it, be it that it is parked there. */
    public boolean isUnderWay(Entry entry) {
        boolean waits =
                deliveries.apply(entry.event().id()).stream()
                        .anyMatch(state -> state.kind() == DeliveryState.Kind.WAITING);
        return waits || of(entry).stream().anyMatch(EventOutcomes::isUnderWay);
    }

    /** What is parked for an endpoint can be left there; what is parked for a whole sink cannot. */
    private static boolean isUnderWay(SinkOutcome outcome) {
        return outcome.state().equals(State.WAITING.wire())
                || outcome.state().equals(State.PARKED.wire()) && !WEBHOOKS.equals(outcome.sink());
    }

    /** An event that no endpoint wants was left out by all of their filters. */
    private SinkOutcome atEndpoints(SinkOutcome sink, EventId event, List<ParkedEvent> parked) {
        List<SinkOutcome> endpoints =
                deliveries.apply(event).stream().map(state -> endpoint(state, parked)).toList();
        boolean handedOver = sink.state().equals(State.DELIVERED.wire());
        if (!handedOver && endpoints.isEmpty()) {
            return sink;
        }
        State worst =
                endpoints.stream()
                        .map(endpoint -> State.ofWire(endpoint.state()))
                        .reduce(State.FILTERED, State::worse);
        return SinkOutcome.of(WEBHOOKS, (handedOver ? worst : State.WAITING.worse(worst)).wire())
                .with(endpoints);
    }

    private static SinkOutcome endpoint(DeliveryState state, List<ParkedEvent> parked) {
        return parked.stream()
                .filter(event -> state.endpoint().equals(event.endpoint()))
                .findFirst()
                .map(SinkOutcome::parked)
                .orElseGet(() -> SinkOutcome.of(state));
    }

    /** What can become of an event, the better before the worse. */
    enum State {
        FILTERED,
        DELIVERED,
        WAITING,
        PARKED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        State worse(State other) {
            return compareTo(other) < 0 ? other : this;
        }

        static State of(SinkStatus.Outcome outcome) {
            return valueOf(outcome.name());
        }

        static State ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
