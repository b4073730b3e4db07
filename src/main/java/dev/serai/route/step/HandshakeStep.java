package dev.serai.route.step;

import dev.serai.ingress.Ingress;
import dev.serai.ingress.Reply;
import dev.serai.ingress.Source;
import dev.serai.ingress.Webhook;
import dev.serai.route.door.RunningSources;
import dev.serai.signing.Secret;
import dev.serai.signing.keys.Documents;
import java.net.URI;
import java.time.Duration;
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
    private final Documents documents;

    HandshakeStep(
            Handshake handshake, Ingress ingress, RunningSources running, Documents documents) {
        this.handshake = handshake;
        this.ingress = ingress;
        this.running = running;
        this.documents = documents;
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
        answer(webhook, request, source.source(), reply);
        exchange.setRouteStop(true);
    }

    private void answer(Webhook webhook, RequestParts request, Source source, Reply reply) {
        if (!handshake.isExpected(request)) {
            ingress.refuseHandshake(
                    webhook, "The token is not the one that this source was set up with.");
            return;
        }
        Secret secret = handshake.learned(request);
        if (secret != null && !ingress.learn(source, secret)) {
            ingress.refuseHandshake(
                    webhook,
                    "This source has learned another secret, which stays until it is"
                            + " deleted.");
            return;
        }
        if (!handshake.visits() || visit(webhook, request)) {
            ingress.reply(webhook, reply);
        }
    }

    private boolean visit(Webhook webhook, RequestParts request) {
        URI place = handshake.visited(request);
        if (place == null || !ingress.isAuthentic(webhook)) {
            ingress.refuseHandshake(webhook, "The address to be visited is not the provider's.");
            return false;
        }
        try {
            documents.fetch(Documents.Wanted.at(place), Duration.ZERO);
            return true;
        } catch (Documents.Unavailable e) {
            ingress.postponeHandshake(webhook);
            return false;
        }
    }
}
