package dev.serai.route.door;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/**
 * {@code platform-http:} as Camel has it, but for one thing: a path may have two routes while one
 * takes over from the other. Which of them gets the requests is the {@link FrontDoor}'s to say.
 */
final class FrontDoorComponent extends PlatformHttpComponent {

    FrontDoorComponent(PlatformHttpEngine door) {
        setEngine(door);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters)
            throws Exception {
        PlatformHttpEndpoint endpoint = new Shared(uri, path, this);
        endpoint.setPlatformHttpEngine(getEngine());
        setEndpointHeaderFilterStrategy(endpoint);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** An endpoint that may have two consumers. */
    private static final class Shared extends PlatformHttpEndpoint
            implements MultipleConsumersSupport {

        Shared(String uri, String path, PlatformHttpComponent component) {
            super(uri, path, component);
        }

        @Override
        public boolean isMultipleConsumersSupported() {
            return true;
        }
    }
}
