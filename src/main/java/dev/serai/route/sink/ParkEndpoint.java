package dev.serai.route.sink;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Parks the event that a sink's route has in hand, or all events of its batch: the route ends here,
 * and the sink goes on with the next. What is parked can be sent again.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "park",
        title = "Park",
        syntax = "park:reason",
        producerOnly = true,
        category = Category.CORE)
final class ParkEndpoint extends DefaultEndpoint {

    /** Why, in a few words for whoever looks at what is parked. */
    @UriPath
    @Metadata(required = true)
    private final String reason;

    ParkEndpoint(String uri, Component component, String reason) {
        super(uri, component);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("park: names a reason, as in park:unknown-order");
        }
        this.reason = reason;
    }

    @Override
    public Producer createProducer() {
        return new ParkProducer(this, reason);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("park: is a step, not a beginning");
    }
}
