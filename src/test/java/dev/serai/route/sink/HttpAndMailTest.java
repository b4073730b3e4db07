package dev.serai.route.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.serai.parked.ParkedEvent;
import dev.serai.tenant.TenantId;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.ScriptedReceiver.Received;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sinks to servers, by components of Camel's own, as the documentation has them. */
class HttpAndMailTest {

    private static final String FAILED =
            """
            {"payload":{"payment":{"entity":{"id":"pay_1","amount":49900,
             "currency":"INR","error_description":"Card \\"declined\\""}}}}
            """;

    private final FarEnds far = new FarEnds();

    @AfterEach
    void close() {
        far.close();
    }

    @Test
    void postsEachEventAsCloudEventsHttpBindingSaysAndInOrder() throws Exception {
        try (ScriptedReceiver shop = ScriptedReceiver.playing(ScriptedReceiver.answers(204))) {
            far.secret("http-url", shop.url("/in?from=serai")).secret("http-token", "t0ken");
            far.loadExample("http");
            far.append("shop.order.placed", "o-1", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
            far.append("shop.order.placed", "Ü 2", "{\"n\":4}");
            far.append("other.thing", "o-1", "{}");
            far.awaitDone("http");
            assertThat(shop.received()).hasSize(4);
            assertThat(bodiesOf(shop, "o-1"))
                    .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
            Received last = of(shop, "%C3%9C%202").getFirst();
            assertThat(last.path()).isEqualTo("/in?from=serai");
            assertThat(last.headers())
                    .containsEntry("authorization", "Bearer t0ken")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("ce-type", "shop.order.placed")
                    .containsEntry("ce-specversion", "1.0")
                    .containsKey("ce-id");
            assertThat(last.headers().keySet()).noneMatch(name -> name.startsWith("camel"));
        }
    }

    @Test
    void waitsForAServerThatIsAwayAndParksWhatItDoesNotTake() throws Exception {
        AtomicInteger busy = new AtomicInteger(6);
        ScriptedReceiver.Script picky =
                (request, reply) -> {
                    String body = new String(request.body(), StandardCharsets.UTF_8);
                    int status = busy.getAndDecrement() > 0 ? 503 : body.equals("2") ? 422 : 200;
                    reply.send(status, Map.of(), "{\"error\":\"about " + body + "\"}");
                };
        try (ScriptedReceiver shop = ScriptedReceiver.playing(picky)) {
            far.secret("http-url", shop.url());
            far.load(
                    """
                    - route:
                        id: shop
                        errorHandler: {noErrorHandler: {}}
                        from:
                          uri: outbox:shop
                          parameters: {retryDelay: 10ms, attemptsMax: 2}
                          steps:
                            - to: "{{secret:http-url}}"
                    """);
            far.append("shop.order.placed", "o-1", "1", "2", "3");
            far.awaitDone("shop");
            assertThat(shop.received().stream().map(HttpAndMailTest::body))
                    .containsExactly("1", "1", "1", "1", "1", "1", "1", "2", "2", "3");
            assertThat(far.parked())
                    .containsExactly(
                            "shop exhausted 2 the server answered 422 Unprocessable Entity:"
                                    + " {\"error\":\"about 2\"}");
            shop.play(ScriptedReceiver.answers(200));
            String id = far.jdbc().queryForObject("select id from serai.parked", String.class);
            ParkedEvent event = far.hub().parked().find(TenantId.DEFAULT, id).orElseThrow();
            far.hub().replayer().replay(event);
            await().until(() -> far.parked().isEmpty());
            assertThat(body(shop.received().getLast())).isEqualTo("2");
        }
    }

    @Test
    void saysWhyItWaitsAndNeverASecret() throws Exception {
        try (ScriptedReceiver gone = ScriptedReceiver.playing(ScriptedReceiver.answers(401))) {
            far.secret("slack-url", gone.url("/services/T0/B0/s3cret"));
            far.loadExample("slack");
            far.append("razorpay.payment.failed", "o-1", FAILED);
            await().until(() -> far.isBackingOff("slack"));
            assertThat(far.details("slack")).contains("the server answered 401 Unauthorized");
            assertThat(far.parked()).isEmpty();
        }
    }

    @Test
    void sendsBatchesAsOneArray() throws Exception {
        try (ScriptedReceiver shop = ScriptedReceiver.playing(ScriptedReceiver.answers(204))) {
            far.secret("http-url", shop.url());
            far.append("shop.order.placed", "o-1", "1", "2", "3", "4");
            far.load(
                    """
                    - route:
                        id: bulk
                        from:
                          uri: outbox:bulk
                          parameters: {batch: true, form: json}
                          steps:
                            - to: "{{secret:http-url}}"
                    """);
            far.awaitDone("bulk");
            Received one = shop.received().getFirst();
            assertThat(one.header("content-type")).isEqualTo("application/cloudevents-batch+json");
            JsonNode events = new ObjectMapper().readTree(one.body());
            assertThat(events.findValuesAsText("data")).containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void tellsSlackWhatFailed() throws Exception {
        try (ScriptedReceiver slack = ScriptedReceiver.playing(ScriptedReceiver.answers(200))) {
            far.secret("slack-url", slack.url("/services/T0/B0/s3cret"));
            far.loadExample("slack");
            far.append("razorpay.payment.failed", "o-1", FAILED);
            far.append("razorpay.payment.captured", "o-1", "{}");
            far.awaitDone("slack");
            Received message = slack.received().getFirst();
            assertThat(new ObjectMapper().readTree(message.body()).get("text").asText())
                    .isEqualTo("Payment pay_1 of 499 INR failed: Card \"declined\"");
            assertThat(message.path()).isEqualTo("/services/T0/B0/s3cret");
            assertThat(message.headers().keySet()).noneMatch(name -> name.startsWith("ce_"));
            assertThat(slack.received()).hasSize(1);
        }
    }

    @Test
    void mailsDisputesAndWaitsForTheMailServer() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.setUser("disputes@example.com", "serai", "pa55word");
        server.start();
        int port = server.getSmtp().getPort();
        far.secret("mail-server", "127.0.0.1:" + port)
                .secret("mail-user", "serai")
                .secret("mail-password", "pa55word");
        far.loadExample("mail");
        server.stop();
        far.append("razorpay.payment.dispute.created", "o-1", "{\"amount\":1}");
        await().until(() -> far.isBackingOff("mail"));
        GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        again.setUser("disputes@example.com", "serai", "pa55word");
        again.start();
        try {
            far.append("razorpay.payment.dispute.won", "o-1", "{\"amount\":2}");
            far.awaitDone("mail");
            MimeMessage[] mails = again.getReceivedMessages();
            assertThat(mails).hasSize(2);
            assertThat(mails[0].getSubject()).isEqualTo("A payment is disputed");
            assertThat(mails[0].getContent().toString())
                    .contains("razorpay.payment.dispute.created", "{\"amount\":1}");
            assertThat(mails[1].getContent().toString()).contains("dispute.won");
            assertThat(far.parked()).isEmpty();
        } finally {
            again.stop();
        }
    }

    @Test
    void leavesItToTheRouteToParkAnEvent() throws Exception {
        try (ScriptedReceiver shop =
                ScriptedReceiver.playing(
                        (request, reply) ->
                                reply.send(
                                        body(request).equals("gone") ? 404 : 200, Map.of(), ""))) {
            far.secret("http-url", shop.url());
            far.load(
                    """
                    - onException:
                        exception: [org.apache.camel.http.base.HttpOperationFailedException]
                        onWhen: {simple: "${header.CamelHttpResponseCode} == 404"}
                        handled: {constant: "true"}
                        steps:
                          - to: park:unknown-order
                    - route:
                        id: choosy
                        from:
                          uri: outbox:choosy
                          steps:
                            - filter:
                                simple: "${body} == 'test'"
                                steps:
                                  - to: park:only-a-test
                            - to: "{{secret:http-url}}"
                    """);
            far.append("shop.order.placed", "o-1", "1", "gone", "test", "2");
            far.awaitDone("choosy");
            assertThat(shop.received().stream().map(HttpAndMailTest::body))
                    .containsExactly("1", "gone", "2");
            assertThat(far.parked())
                    .containsExactly(
                            "choosy refused 1 the route parks it: unknown-order",
                            "choosy refused 1 the route parks it: only-a-test");
        }
    }

    private static List<Received> of(ScriptedReceiver receiver, String key) {
        return receiver.received().stream()
                .filter(request -> key.equals(request.header("ce-partitionkey")))
                .toList();
    }

    private static List<String> bodiesOf(ScriptedReceiver receiver, String key) {
        return of(receiver, key).stream().map(HttpAndMailTest::body).toList();
    }

    private static String body(Received request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
