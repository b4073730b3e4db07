package dev.serai.route.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Doors;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's question is answered; a webhook never passes for one. */
class HandshakeTest {

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        before(
                folder,
                "social",
                "GET,POST",
                "method: GET",
                "when: 'query:hub.mode=subscribe'",
                "expect: query:hub.verify_token",
                "token: let me in",
                "body: '{query:hub.challenge}'");
        before(
                folder,
                "files",
                "POST",
                "when: query:validationToken",
                "body: '{query:validationToken}'");
        before(
                folder,
                "people",
                "GET,POST",
                "method: GET",
                "contentType: application/json",
                "body: '{\"verification\":\"{header:x-verification-challenge}\"}'");
        before(
                folder,
                "cloud",
                "OPTIONS,POST",
                "method: OPTIONS",
                "when: header:WebHook-Request-Origin",
                "headers: 'WebHook-Allowed-Origin={header:WebHook-Request-Origin};"
                        + "WebHook-Allowed-Rate=120;Allow=POST'");
        before(folder, "boards", "HEAD,POST", "method: HEAD");
        before(folder, "shop", "POST", "when: form:webhook_id");
        after(folder, "chat", "when: 'json:/type=url_verification'", "body: '{json:/challenge}'");
        after(
                folder,
                "calls",
                "when: 'json:/event=endpoint.url_validation'",
                "contentType: application/json",
                "secret: s",
                "body: '{\"plainToken\":\"{json:/payload/plainToken}\",\"encryptedToken\":"
                        + "\"{hmac:json:/payload/plainToken}\"}'");
        bad(folder, "bad-any", "body: x");
        bad(folder, "bad-place", "when: cookie:a");
        bad(folder, "bad-token", "when: query:a", "expect: query:b");
        bad(folder, "bad-hmac", "when: query:a", "body: '{hmac:query:a}'");
        bad(folder, "bad-header", "when: query:a", "headers: 'Set-Cookie=a'");
        hub = TestHub.start(folder);
        sender = new Sender(hub);
    }

    private static void before(Path folder, String name, String methods, String... options) {
        Doors.source(
                folder,
                name,
                methods,
                List.of(
                        Doors.step("handshake", options),
                        Doors.verify(name),
                        Doors.map("{type: .kind}"),
                        "to: ingress:append"));
    }

    private static void after(Path folder, String name, String... options) {
        Doors.source(
                folder,
                name,
                Doors.verify(name),
                Doors.step("handshake", options),
                Doors.map("{type: .kind}"),
                "to: ingress:append");
    }

    private static void bad(Path folder, String name, String... options) {
        Doors.source(folder, name, Doors.step("handshake", options));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void keepsNothingOfAHandshake() {
        hub.jdbc().sql("truncate serai.event, serai.dedupe, serai.unmapped, serai.parked").update();
    }

    @Test
    void echoesAChallengeToWhoKnowsTheToken() {
        String path = "/in/social?hub.mode=subscribe&hub.challenge=1%2B1&hub.verify_token=";
        HttpResponse<String> answer = sender.send(sender.to(path + "let+me%20in").GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("1+1");
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("text/plain;charset=UTF-8");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        HttpResponse<String> stranger = sender.send(sender.to(path + "wrong").GET());
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).contains("handshake_refused").doesNotContain("let me in");
        assertNothingKept();
    }

    @Test
    void answersInJsonWhateverTheChallengeHolds() {
        HttpResponse<String> answer =
                sender.send(
                        sender.to("/in/people")
                                .header("X-Verification-Challenge", "a\"}{b\\")
                                .GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"verification\":\"a\\\"}{b\\\\\"}");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        // Without what is to be echoed it is no handshake, and nothing else either.
        assertThat(sender.send(sender.to("/in/people").GET()).statusCode()).isEqualTo(401);
        assertNothingKept();
    }

    @Test
    void answersByHeaders() {
        HttpResponse<String> answer =
                sender.send(
                        sender.to("/in/cloud")
                                .header("WebHook-Request-Origin", "events.example")
                                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin"))
                .hasValue("events.example");
        assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).hasValue("120");
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(
                        sender.send(sender.to("/in/boards").method("HEAD", BodyPublishers.noBody()))
                                .statusCode())
                .isEqualTo(200);
        assertNothingKept();
    }

    @Test
    void answersUnsignedQuestionsByPost() {
        HttpResponse<String> answer =
                sender.send(
                        sender.to("/in/files?validationToken=Validation%3A+a%26b")
                                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Validation: a&b");
        assertThat(
                        sender.send(
                                        sender.to("/in/shop")
                                                .POST(BodyPublishers.ofString("webhook_id=7")))
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        sender.send(sender.to("/in/shop").POST(BodyPublishers.ofString("{}")))
                                .statusCode())
                .isEqualTo(401);
        assertNothingKept();
    }

    @Test
    void takesASignedWebhookForNoUnsignedHandshake() {
        HttpResponse<String> answer =
                Doors.send(sender, "/in/files?validationToken=x", "{\"kind\":\"paid\"}");
        assertThat(answer.body()).contains("\"id\":\"msg_");
        assertThat(count("serai.event")).isEqualTo(1);
        HttpRequest.Builder forged =
                Doors.signed(sender, "/in/files?validationToken=x", utf8("{\"kind\":\"paid\"}"))
                        .setHeader("X-Signature", "00");
        assertThat(sender.send(forged).statusCode()).isEqualTo(401);
    }

    @Test
    void answersASignedQuestionOnlyIfItIsSigned() {
        String question = "{\"type\":\"url_verification\",\"challenge\":\"c-1\"}";
        HttpResponse<String> answer = Doors.send(sender, "/in/chat", question);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("c-1");
        assertNothingKept();
        assertThat(
                        sender.send(sender.to("/in/chat").POST(BodyPublishers.ofString(question)))
                                .statusCode())
                .isEqualTo(401);
        // The same member with another value is a webhook.
        assertThat(Doors.send(sender, "/in/chat", "{\"type\":\"event\",\"kind\":\"a\"}").body())
                .contains("\"id\":\"msg_");
        assertThat(count("serai.event")).isEqualTo(1);
    }

    @Test
    void provesThatItKnowsTheSecret() {
        HttpResponse<String> answer =
                Doors.send(
                        sender,
                        "/in/calls",
                        "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"q\"}}");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"plainToken\":\"q\",\"encryptedToken\":\""
                                + Sender.hmac("s", utf8("q"))
                                + "\"}");
    }

    @Test
    void takesNothingLargeForAHandshake() {
        String body =
                "{\"type\":\"url_verification\",\"challenge\":\"c\",\"kind\":\"a\",\"x\":\""
                        + "x".repeat(20_000)
                        + "\"}";
        assertThat(Doors.send(sender, "/in/chat", body).body()).contains("\"id\":\"msg_");
        String longChallenge =
                "{\"type\":\"url_verification\",\"challenge\":\"" + "c".repeat(3_000) + "\"}";
        assertThat(Doors.send(sender, "/in/chat", longChallenge).body()).contains("\"id\":\"msg_");
    }

    @Test
    void startsNoSourceWhoseHandshakeWouldSwallowWebhooksOrIsNone() {
        assertThat(
                        hub.bean(Routes.class).status().stream()
                                .filter(status -> !status.started())
                                .map(RouteStatus::fault))
                .satisfiesExactlyInAnyOrder(
                        any -> assertThat(any).contains("needs the option when"),
                        place -> assertThat(place).contains("a place is json:/pointer"),
                        token -> assertThat(token).contains("expect needs the option token"),
                        hmac -> assertThat(hmac).contains("needs the option secret"),
                        header -> assertThat(header).contains("Name=text;Name=text"));
    }

    private static void assertNothingKept() {
        assertThat(count("serai.event") + count("serai.unmapped") + count("serai.dedupe")).isZero();
    }

    private static long count(String table) {
        return hub.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
