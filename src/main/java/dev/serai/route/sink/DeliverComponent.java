package dev.serai.route.sink;

import dev.serai.delivery.Deliveries;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code deliver:webhooks}: to every endpoint that wants the event. */
final class DeliverComponent extends DefaultComponent {

    private final Deliveries deliveries;

    DeliverComponent(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        return new DeliverEndpoint(uri, this, deliveries, name);
    }
}
