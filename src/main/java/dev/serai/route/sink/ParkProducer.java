package dev.serai.route.sink;

import dev.serai.outbox.Entry;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Refusal;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Notes that an event is to be parked, and ends the route. */
final class ParkProducer extends DefaultProducer {

    private final Refusal refusal;

    ParkProducer(Endpoint endpoint, String reason) {
        super(endpoint);
        this.refusal = new Refusal(ParkedEvent.Reason.REFUSED, "the route parks it: " + reason);
    }

    @Override
    public void process(Exchange exchange) {
        Batch batch = exchange.getProperty(OutboxConsumer.BATCH, Batch.class);
        Parked parked = exchange.getProperty(OutboxConsumer.PARKED, Parked.class);
        if (batch == null || parked == null) {
            throw new IllegalStateException("park: works only in a route that begins with outbox:");
        }
        if (exchange.getMessage().getBody() instanceof Entry one) {
            parked.park(one.position(), refusal);
        } else {
            batch.entries().forEach(entry -> parked.park(entry.position(), refusal));
        }
        exchange.setRouteStop(true);
    }
}
