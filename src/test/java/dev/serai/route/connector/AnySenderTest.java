package dev.serai.route.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.Routes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connecting a sender takes a file in routes/sources and nothing else. */
class AnySenderTest {

    private static final String GITHUB =
            """
            - route:
                id: github
                from:
                  uri: kamelet:webhook-source
                  parameters:
                    source: github
                    secret: "{{secret:github}}"
                    signature: header:X-Hub-Signature-256
                    prefix: "sha256="
                    dedupe: header:X-GitHub-Delivery
                    type: 'header("X-GitHub-Event") + (if .action then "." + .action else "" end)'
                    id: header("X-GitHub-Delivery")
                    subject: '.repository.full_name'
                    time: '.head_commit.timestamp? // null'
                  steps:
                    - to: ingress:append
            """;

    private static final String CLOCKED =
            """
            - route:
                id: clocked
                from:
                  uri: kamelet:webhook-source
                  parameters:
                    source: clocked
                    secret: "{{secret:clocked}}"
                    key: base64
                    signature: header:X-Signature
                    pair: v1
                    algorithm: sha512
                    encoding: base64
                    signed: "{ts}.{body}"
                    timestamp: pair:t
                    dedupe: originid
                    type: .kind
                    id: .no
                    partitionKey: '"a&b=c%20" + .key + "#?"'
                  steps:
                    - to: ingress:append
            """;

    /** Every character that means something in a URI, in a placeholder, in RAW. */
    private static final String AWKWARD = "p&a=b?c#d%41+e f\"g'h\\i(j{k}ü";

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        TestHub.shippedRoutes(folder);
        source(folder, "github", GITHUB);
        source(folder, "clocked", CLOCKED);
        hub =
                TestHub.start(
                        folder,
                        "serai.secrets.github=" + AWKWARD,
                        "serai.secrets.clocked=whsec_c2VjcmV0");
        sender = new Sender(hub);
    }

    private static void source(Path folder, String name, String yaml) {
        TestHub.write(folder.resolve("sources/" + name + ".camel.yaml"), yaml);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        hub.jdbc().sql("truncate serai.event, serai.dedupe").update();
    }

    @Test
    void startsThem() {
        assertThat(hub.bean(Routes.class).status())
                .allSatisfy(status -> assertThat(status.started()).as(status.toString()).isTrue());
    }

    @Test
    void takesGitHubIn() {
        String body =
                "{\"action\":\"opened\",\"number\":2,\"repository\":{\"full_name\":\"octo/hub\"}}";
        HttpResponse<String> answer = sender.send(github(body, "pull_request", "d-1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(theEvent())
                .containsEntry("type", "github.pull_request.opened")
                .containsEntry("subject", "octo/hub")
                .containsEntry("partition_key", "octo/hub")
                .containsEntry("origin_id", "d-1")
                .containsEntry("source", "/in/github");
        assertThat(sender.send(github(body, "pull_request", "d-1")).body())
                .contains("\"duplicate\":true");
        assertThat(sender.send(github(body, "pull_request", "d-2")).body())
                .contains("\"duplicate\":false");
    }

    @Test
    void refusesAGitHubWithoutItsPrefix() {
        String body = "{\"action\":\"opened\"}";
        HttpRequest.Builder request = github(body, "issues", "d-1");
        request.setHeader("X-Hub-Signature-256", Sender.hmac(AWKWARD, utf8(body)));
        assertThat(sender.send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void takesASenderInThatSignsItsClock() {
        HttpResponse<String> answer =
                sender.send(clocked("{\"kind\":\"Orders/Create\",\"no\":7,\"key\":\"k\"}", 0));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(theEvent())
                .containsEntry("type", "clocked.orders.create")
                .containsEntry("origin_id", "7")
                .containsEntry("partition_key", "a&b=c%20k#?");
        assertThat(sender.send(clocked("{\"kind\":\"x\",\"no\":7,\"key\":\"other\"}", 0)).body())
                .contains("\"duplicate\":true");
        assertThat(sender.send(clocked("{\"kind\":\"x\",\"no\":8,\"key\":\"other\"}", 0)).body())
                .contains("\"duplicate\":false");
    }

    @Test
    void refusesAnOldOne() {
        HttpResponse<String> answer =
                sender.send(clocked("{\"kind\":\"x\",\"no\":1,\"key\":\"k\"}", -301));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("signature_expired");
    }

    private static HttpRequest.Builder github(String body, String event, String delivery) {
        return sender.to("/in/github")
                .header("X-Hub-Signature-256", "sha256=" + Sender.hmac(AWKWARD, utf8(body)))
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", delivery)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder clocked(String body, long offset) {
        long time = Instant.now().getEpochSecond() + offset;
        byte[] mac =
                java.util.HexFormat.of()
                        .parseHex(Sender.hmac("HmacSHA512", "secret", utf8(time + "." + body)));
        String signature = java.util.Base64.getEncoder().encodeToString(mac);
        return sender.to("/in/clocked")
                .header("X-Signature", "t=" + time + ",v1=" + signature)
                .POST(BodyPublishers.ofString(body));
    }

    private static Map<String, Object> theEvent() {
        return hub.jdbc()
                .sql("select * from serai.event order by appended_at limit 1")
                .query()
                .singleRow();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
