package dev.serai.route.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.Webhook;
import dev.serai.ingress.arrival.Arrival;
import dev.serai.ingress.mapped.EventFields;
import dev.serai.ingress.mapped.EventFields.Data;
import dev.serai.ingress.mapped.MappedEvents;
import dev.serai.route.door.FrontDoorConsumer;
import dev.serai.route.step.IngressComponent;
import dev.serai.route.step.MappedMessage;
import dev.serai.tenant.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for the endpoints of a draft. Those that a source's mapping depends on do what the
 * real ones do, but that everybody is believed and nothing is stored; all others only write down.
 */
final class StandIns {

    private final Recorder recorder;
    private final Ingress ingress;
    private final Ksuid ksuid;
    private final int bytesMax;
    private final AtomicReference<@Nullable RecorderEndpoint> beginning = new AtomicReference<>();

    StandIns(Recorder recorder, Ingress ingress, Ksuid ksuid, int bytesMax) {
        this.recorder = recorder;
        this.ingress = ingress;
        this.ksuid = ksuid;
        this.bytesMax = bytesMax;
    }

    /** A route begins there; the first one's is the draft's. */
    void begin(RecorderEndpoint endpoint) {
        beginning.compareAndSet(null, endpoint);
    }

    /** Where the draft begins. */
    RecorderEndpoint beginning() {
        RecorderEndpoint endpoint = beginning.get();
        if (endpoint == null) {
            throw new IllegalStateException("the draft begins nowhere");
        }
        return endpoint;
    }

    /** Something comes to an endpoint. */
    void take(RecorderEndpoint endpoint, Exchange exchange) throws Exception {
        if (!endpoint.scheme().equals(IngressComponent.SCHEME)) {
            recorder.send(endpoint.shown(), exchange);
            return;
        }
        Webhook webhook = exchange.getProperty(FrontDoorConsumer.WEBHOOK, Webhook.class);
        if (webhook == null) {
            throw new IllegalStateException("ingress: is for routes that take requests in");
        }
        switch (endpoint.what()) {
            case "verify" -> exchange.getMessage().setBody(ingress.content(webhook));
            case "form" ->
                    IngressComponent.form(new HashMap<>(endpoint.parameters())).process(exchange);
            case "append" -> recorder.append(events(webhook, exchange));
            case "answer" ->
                    recorder.answer(IngressComponent.answer(new HashMap<>(endpoint.parameters())));
            case "handshake" ->
                    IngressComponent.handshake(
                                    new HashMap<>(endpoint.parameters()), webhook.request())
                            .ifPresent(
                                    reply -> {
                                        recorder.answer(reply);
                                        exchange.setRouteStop(true);
                                    });
            default -> throw new IllegalStateException("there is no ingress:" + endpoint.what());
        }
    }

    private List<Event> events(Webhook webhook, Exchange exchange) {
        JsonNode mapped = MappedMessage.event(exchange);
        if (mapped.isArray()) {
            return new MappedEvents(bytesMax)
                    .read(mapped).stream()
                            .map(item -> event(webhook, item.fields(), item.data()))
                            .toList();
        }
        EventFields fields = EventFields.read(mapped);
        boolean isAsItCame = exchange.getMessage().getBody() == webhook.content();
        Data data =
                isAsItCame
                        ? new Data(webhook.content(), webhook.contentType())
                        : new Data(MappedMessage.data(exchange.getMessage(), bytesMax), Event.JSON);
        fields.checkData(data);
        return List.of(event(webhook, fields, data));
    }

    private Event event(Webhook webhook, EventFields fields, Data data) {
        Arrival arrival = new Arrival(webhook.source(), webhook.request(), webhook.receivedAt());
        return fields.event(EventId.next(ksuid), Owner.DEFAULT, arrival, data);
    }
}
