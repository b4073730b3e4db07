package dev.serai.route.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Stands in for any endpoint: sends nothing, and reads nothing but what it is handed. */
final class RecorderEndpoint extends DefaultEndpoint {

    private final StandIns standIns;
    private final String what;
    private final Map<String, Object> parameters;
    private final AtomicReference<@Nullable Consumer> consumer = new AtomicReference<>();

    RecorderEndpoint(
            String uri,
            Component component,
            StandIns standIns,
            String what,
            Map<String, Object> parameters) {
        super(uri, component);
        this.standIns = standIns;
        this.what = what;
        this.parameters = Map.copyOf(parameters);
    }

    /** The URI's scheme. */
    String scheme() {
        return getEndpointUri().replaceFirst(":.*$", "");
    }

    /** What follows the scheme, without the options. */
    String what() {
        return what;
    }

    /** The options. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** The URI without what may be a secret. */
    String shown() {
        return PlainUri.of(getEndpointUri());
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                standIns.take(RecorderEndpoint.this, exchange);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        Consumer made = new DefaultConsumer(this, processor);
        consumer.set(made);
        standIns.begin(this);
        return made;
    }

    /** Where the draft begins. */
    Consumer consumer() {
        Consumer made = consumer.get();
        if (made == null) {
            throw new IllegalStateException("nothing begins at " + shown());
        }
        return made;
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new UnsupportedOperationException(
                "on the bench nothing is fetched: " + shown() + " has no stand-in for that");
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }
}
