package dev.serai.route.sink;

import dev.serai.delivery.Deliveries;
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
 * Delivers the events of a batch to the endpoints that want them. The step is over when each
 * delivery is durable: made and recorded, or kept to be made.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "deliver",
        title = "Deliver",
        syntax = "deliver:name",
        producerOnly = true,
        category = Category.HTTP)
final class DeliverEndpoint extends DefaultEndpoint {

    private static final String WEBHOOKS = "webhooks";

    private final Deliveries deliveries;

    /** Where to: {@code webhooks}, the endpoints of the event's project. */
    @UriPath
    @Metadata(required = true)
    private final String name;

    DeliverEndpoint(String uri, Component component, Deliveries deliveries, String name) {
        super(uri, component);
        if (!WEBHOOKS.equals(name)) {
            throw new IllegalArgumentException("deliver: knows webhooks only, not " + name);
        }
        this.deliveries = deliveries;
        this.name = name;
    }

    @Override
    public Producer createProducer() {
        return new DeliverProducer(this, deliveries);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("deliver: is a step, not a beginning");
    }

    @Override
    public String toString() {
        return "deliver:" + name;
    }
}
