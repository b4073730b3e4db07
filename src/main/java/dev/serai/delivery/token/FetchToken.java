package dev.serai.delivery.token;

import dev.serai.delivery.connection.Connections;
import dev.serai.delivery.connection.Deadline;
import dev.serai.delivery.connection.NoReply;
import dev.serai.subscription.EndpointUrl;
import dev.serai.subscription.secret.TokenClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Asks a token endpoint for a token: RFC 6749, 4.4. It may be where endpoints may be. */
final class FetchToken {

    private static final int ANSWER_BYTES_MAX = 32 << 10;

    private final Connections connections;
    private final InstantSource clock;

    FetchToken(Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    Token fetch(TokenClient client, Deadline deadline) throws NoToken {
        Optional<String> refusal = connections.refusal(new EndpointUrl(client.url().toString()));
        if (refusal.isPresent()) {
            throw new NoToken("the token endpoint was not asked: " + refusal.get());
        }
        Instant asked = clock.instant();
        try {
            return TokenAnswer.read(
                    connections.post(request(client), null, deadline, ANSWER_BYTES_MAX), asked);
        } catch (NoReply e) {
            throw new NoToken("the token endpoint gave none: " + e.getMessage());
        }
    }

    private static HttpPost request(TokenClient client) {
        HttpPost request = new HttpPost(client.url());
        client.headers().forEach(request::setHeader);
        request.setHeader("Accept", "application/json");
        Map<String, String> body = new TreeMap<>(client.parameters());
        body.put("grant_type", "client_credentials");
        if (!client.scopes().isEmpty()) {
            body.put("scope", String.join(" ", client.scopes()));
        }
        switch (client.sent()) {
            case BASIC -> request.setHeader("Authorization", basic(client));
            case BODY -> {
                body.put("client_id", client.id());
                body.put("client_secret", client.secret().reveal());
            }
        }
        request.setEntity(new StringEntity(form(body), ContentType.APPLICATION_FORM_URLENCODED));
        return request;
    }

    /** Both are encoded as in a form first, so that an id may hold a colon. */
    private static String basic(TokenClient client) {
        String both = encoded(client.id()) + ":" + encoded(client.secret().reveal());
        return "Basic "
                + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    private static String form(Map<String, String> body) {
        return body.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
