package dev.serai.route.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.Event;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.Webhook;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code ingress:append}: makes a verified webhook the event that the variable {@code event} says,
 * with the message's body as its data. When that is an array, every item of it becomes an event
 * with a {@code data} of its own.
 */
final class AppendEndpoint extends DefaultEndpoint {

    private final Ingress ingress;
    private final int dataBytesMax;

    AppendEndpoint(String uri, Component component, Ingress ingress, int dataBytesMax) {
        super(uri, component);
        this.ingress = ingress;
        this.dataBytesMax = dataBytesMax;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                append(exchange);
            }
        };
    }

    private void append(Exchange exchange) {
        Webhook webhook = VerifyEndpoint.webhook(exchange);
        JsonNode event = MappedMessage.event(exchange);
        if (event.isArray()) {
            ingress.appendAll(webhook, event);
            return;
        }
        byte[] received = webhook.content();
        Object body = exchange.getMessage().getBody();
        if (body == received) {
            ingress.append(webhook, event, received, null);
        } else {
            byte[] mapped = MappedMessage.data(exchange.getMessage(), dataBytesMax);
            ingress.append(webhook, event, mapped, Event.JSON);
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("ingress:append is a step, not a beginning");
    }
}
