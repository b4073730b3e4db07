package dev.serai.route.bench;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Stands in for any component. */
final class RecorderComponent extends DefaultComponent {

    private final StandIns standIns;

    RecorderComponent(StandIns standIns) {
        this.standIns = standIns;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String what, Map<String, Object> parameters) {
        RecorderEndpoint endpoint = new RecorderEndpoint(uri, this, standIns, what, parameters);
        // Whatever they are, they are the real one's.
        parameters.clear();
        return endpoint;
    }
}
