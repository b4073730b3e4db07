package dev.serai.route.connector;

import dev.serai.route.Sender;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.DraftMessage.Line;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a provider asks before it sends webhooks.
 *
 * @param connector whose
 * @param asked the request, but for its signature
 * @param isSigned whether it is signed
 * @param status what is answered
 * @param answer the answer's body, or one of its header lines
 */
record ConnectorQuestion(
        String connector, DraftMessage asked, boolean isSigned, int status, String answer) {

    /** Those of the shipped connectors. */
    static List<ConnectorQuestion> shipped() {
        String subscribe = "?hub.mode=subscribe&hub.challenge=42&hub.verify_token=";
        return List.of(
                signed("slack", "{\"type\":\"url_verification\",\"challenge\":\"c1\"}", 200, "c1"),
                signed(
                        "zoom",
                        "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"p1\"}}",
                        200,
                        "{\"plainToken\":\"p1\",\"encryptedToken\":\""
                                + Sender.hmac(
                                        "secret of zoom", "p1".getBytes(StandardCharsets.UTF_8))
                                + "\"}"),
                signed("discord-interactions", "{\"version\":1,\"type\":1}", 200, "{\"type\":1}"),
                signed("discord", "{\"version\":1,\"type\":0}", 204, ""),
                signed("xero", "{\"events\":[],\"entropy\":\"E\"}", 200, ""),
                asked("meta", "GET", subscribe + "a-token-of-yours", "", 200, "42"),
                asked("meta", "GET", subscribe + "a-guess", "", 403, "handshake"),
                asked("microsoft-graph", "POST", "?validationToken=a%20b", "", 200, "a b"),
                asked("dropbox", "GET", "?challenge=c1", "", 200, "c1"),
                asked(
                        "dropbox",
                        "GET",
                        "?challenge=c1",
                        "",
                        200,
                        "X-Content-Type-Options: nosniff"),
                asked(
                        "okta",
                        "GET",
                        "",
                        "",
                        200,
                        "{\"verification\":\"v1\"}",
                        "x-okta-verification-challenge: v1"),
                asked(
                        "cloudevents",
                        "OPTIONS",
                        "",
                        "",
                        200,
                        "WebHook-Allowed-Origin: till.example.com",
                        "WebHook-Request-Origin: till.example.com"),
                asked("asana", "POST", "", "", 200, "X-Hook-Secret: s1", "X-Hook-Secret: s1"),
                asked("notion", "POST", "", "{\"verification_token\":\"t1\"}", 200, ""),
                asked("trello", "HEAD", "", "", 200, ""),
                asked("intercom", "HEAD", "", "", 200, ""),
                asked(
                        "woocommerce",
                        "POST",
                        "",
                        "webhook_id=7",
                        200,
                        "",
                        "Content-Type: application/x-www-form-urlencoded"),
                asked(
                        "bitbucket-server",
                        "POST",
                        "",
                        "{\"test\":true}",
                        200,
                        "",
                        "X-Event-Key: diagnostics:ping"));
    }

    private static ConnectorQuestion signed(
            String connector, String body, int status, String answer) {
        DraftMessage asked = draft(connector, "POST", "", body, "Content-Type: application/json");
        return new ConnectorQuestion(connector, asked, true, status, answer);
    }

    private static ConnectorQuestion asked(
            String connector,
            String method,
            String query,
            String body,
            int status,
            String answer,
            String... headers) {
        DraftMessage asked = draft(connector, method, query, body, headers);
        return new ConnectorQuestion(connector, asked, false, status, answer);
    }

    private static DraftMessage draft(
            String connector, String method, String query, String body, String... headers) {
        List<Line> lines =
                Arrays.stream(headers)
                        .map(line -> line.split(": ", 2))
                        .map(line -> new Line(line[0], line[1]))
                        .toList();
        String url = "https://hub.example.com/in/" + connector + query;
        return new DraftMessage(method, url, lines, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return connector + ": " + asked.method() + " " + status;
    }
}
