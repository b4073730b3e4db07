package dev.serai.route.sink;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code park:REASON}: the route gives up on the event. */
final class ParkComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String reason, Map<String, Object> parameters) {
        return new ParkEndpoint(uri, this, reason);
    }
}
