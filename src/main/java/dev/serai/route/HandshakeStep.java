package dev.serai.route;

import dev.serai.ingress.Ingress;
import dev.serai.ingress.Reply;
import dev.serai.ingress.Webhook;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code ingress:handshake}: answers a provider's question and ends the route; any other request
 * goes on. In front of {@code ingress:verify} it is for questions that are not signed, behind it
 * for signed ones.
 */
final class HandshakeStep implements Processor {

    private final Handshake handshake;
    private final Ingress ingress;
    private final RunningSources running;

    HandshakeStep(Handshake handshake, Ingress ingress, RunningSources running) {
        this.handshake = handshake;
        this.ingress = ingress;
        this.running = running;
    }

    @Override
    public void process(Exchange exchange) {
        Webhook webhook = VerifyEndpoint.webhook(exchange);
        RequestParts request = new RequestParts(webhook.request());
        if (!handshake.isAsked(request)) {
            return;
        }
        RunningSources.Running source = running.find(webhook.source());
        Reply reply = handshake.reply(request);
        if (source == null || reply == null || !ingress.mayBeHandshake(webhook, source.source())) {
            return;
        }
        if (handshake.isExpected(request)) {
            ingress.reply(webhook, reply);
        } else {
            ingress.refuseHandshake(webhook);
        }
        exchange.setRouteStop(true);
    }
}
