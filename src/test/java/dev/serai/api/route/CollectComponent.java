package dev.serai.api.route;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** {@code collect:LABEL}: keeps the label and the body of all that it is sent. */
final class CollectComponent extends DefaultComponent {

    private final List<String> collected = new CopyOnWriteArrayList<>();

    /** Each as {@code LABEL body}, in the order they came. */
    List<String> collected() {
        return collected;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String label, Map<String, Object> parameters) {
        if (label.equals("unfit")) {
            throw new NoClassDefFoundError("some/other/Jar");
        }
        return new CollectEndpoint(uri, this, label);
    }

    private final class CollectEndpoint extends DefaultEndpoint {

        private final String label;

        private CollectEndpoint(String uri, Component component, String label) {
            super(uri, component);
            this.label = label;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    collected.add(label + " " + exchange.getMessage().getBody(String.class));
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
