package dev.serai.route.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.Event;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.Unmappable;
import dev.serai.ingress.Webhook;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ingress:append}: makes a verified webhook the event that the variable {@code event} says,
 * with the message's body as its data. When that is an array, every item of it becomes an event
 * with a {@code data} of its own.
 */
final class AppendEndpoint extends DefaultEndpoint {

    /** The variable in which a mapping leaves what it says of the event. */
    static final String EVENT = "event";

    private static final ObjectMapper JSON = new ObjectMapper();

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
        JsonNode event = event(exchange.getVariable(EVENT));
        if (event.isArray()) {
            ingress.appendAll(webhook, event);
            return;
        }
        byte[] received = webhook.content();
        Object body = exchange.getMessage().getBody();
        if (body == received) {
            ingress.append(webhook, event, received, null);
        } else {
            ingress.append(webhook, event, mapped(exchange), Event.JSON);
        }
    }

    private static JsonNode event(@Nullable Object variable) {
        try {
            return switch (variable) {
                case null -> throw new Unmappable("the route has not set the variable event");
                case JsonNode node -> node;
                case String text -> JSON.readTree(text);
                default -> JSON.valueToTree(variable);
            };
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Unmappable("the variable event is no JSON object");
        }
    }

    private byte[] mapped(Exchange exchange) {
        byte[] data = exchange.getMessage().getBody(byte[].class);
        if (data == null && exchange.getMessage().getBody() != null) {
            throw new Unmappable("the route left a body that is no data");
        }
        byte[] bytes = data == null ? new byte[0] : data;
        if (bytes.length > dataBytesMax) {
            throw new Unmappable("the mapped data has more than " + dataBytesMax + " bytes");
        }
        return bytes;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("ingress:append is a step, not a beginning");
    }
}
