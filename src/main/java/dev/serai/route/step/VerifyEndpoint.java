package dev.serai.route.step;

import dev.serai.ingress.Ingress;
import dev.serai.ingress.Source;
import dev.serai.ingress.Webhook;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.door.FrontDoorConsumer;
import dev.serai.route.door.RunningSources;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** {@code ingress:verify}: lets a webhook go on if its sender is who it must be. */
public final class VerifyEndpoint extends DefaultEndpoint {

    private final Ingress ingress;
    private final Source source;
    private final RunningSources.Running own;

    VerifyEndpoint(String uri, Component component, Ingress ingress, RunningSources.Running own) {
        super(uri, component);
        this.ingress = ingress;
        this.own = own;
        this.source = own.source();
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                verify(exchange);
            }
        };
    }

    private void verify(Exchange exchange) {
        Webhook webhook = webhook(exchange);
        if (!webhook.source().equals(source.name())) {
            throw new IllegalStateException(
                    "ingress:verify is for source " + source.name() + ", not " + webhook.source());
        }
        if (!ingress.verify(webhook, source)) {
            exchange.setRouteStop(true);
            return;
        }
        byte[] content = ingress.content(webhook);
        if (content != webhook.request().body()) {
            exchange.getMessage().setBody(content);
        }
    }

    /** The source whose webhooks it verifies, and what is checked before. */
    public RunningSources.Running own() {
        return own;
    }

    /** The webhook that an exchange carries. */
    static Webhook webhook(Exchange exchange) {
        Webhook webhook = exchange.getProperty(FrontDoorConsumer.WEBHOOK, Webhook.class);
        if (webhook == null) {
            throw new IllegalStateException(
                    "no webhook here: the route begins with platform-http:" + FrontDoor.PATH);
        }
        return webhook;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("ingress:verify is a step, not a beginning");
    }
}
