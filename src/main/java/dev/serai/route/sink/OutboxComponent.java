package dev.serai.route.sink;

import dev.serai.route.fault.Failures;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code outbox:NAME}: where every sink's route begins. */
public final class OutboxComponent extends DefaultComponent {

    private final Outlets outlets;
    private final Failures failures;

    OutboxComponent(Outlets outlets, Failures failures) {
        this.outlets = outlets;
        this.failures = failures;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
            throws Exception {
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, outlets, failures, name);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
