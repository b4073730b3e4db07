package dev.serai.route.sink;

import dev.serai.stream.LiveTail;
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
 * Hands a batch of the log to the live readers of this hub. In a route that begins with {@code
 * outbox:NAME?broadcast=true}, since every hub's readers want every event. Readers lose nothing
 * when the route is stopped or leaves events out: they get those from the log then, a little later.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "live",
        title = "Live",
        syntax = "live:name",
        producerOnly = true,
        category = Category.MESSAGING)
final class LiveEndpoint extends DefaultEndpoint {

    private final LiveTail tail;

    /** Always {@code stream}. */
    @UriPath
    @Metadata(required = true)
    private final String name = LiveComponent.STREAM;

    LiveEndpoint(String uri, Component component, LiveTail tail) {
        super(uri, component);
        this.tail = tail;
    }

    String name() {
        return name;
    }

    @Override
    public Producer createProducer() {
        return new LiveProducer(this, tail);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("live: is a step, not a beginning");
    }
}
