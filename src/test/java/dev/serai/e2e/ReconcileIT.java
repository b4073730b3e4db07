package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a provider says it has sent and what has come in, made the same. */
class ReconcileIT {

    private static final String SECRET = "whsec_of_the_tests";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
    private static StripeList stripe;
    private static HubProcess hub;

    @BeforeAll
    static void start(@TempDir Path routes) throws IOException {
        stripe = new StripeList();
        copy("connectors/stripe-source.kamelet.yaml", routes);
        copy("connectors/razorpay-source.kamelet.yaml", routes);
        copy("sources/razorpay.camel.yaml", routes);
        Files.writeString(
                routes.resolve("sources/stripe.camel.yaml"),
                """
                - route:
                    id: stripe
                    from:
                      uri: kamelet:stripe-source
                      parameters:
                        source: stripe
                        secret: "{{secret:stripe}}"
                      steps:
                        - to: ingress:append
                """);
        hub =
                HubProcess.on(
                        DATABASE.url(),
                        "none",
                        Map.of(
                                "serai.routes-dir",
                                routes.toString(),
                                "serai.secrets.stripe",
                                SECRET,
                                "serai.secrets.stripe-api",
                                StripeList.KEY,
                                "serai.secrets.wrong",
                                "sk_test_of_somebody_else",
                                "serai.reconcile.stripe-url",
                                stripe.url()));
        hub.start().awaitReady();
    }

    private static void copy(String file, Path to) throws IOException {
        Files.createDirectories(to.resolve(file).getParent());
        Files.copy(Path.of("routes", file), to.resolve(file));
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        stripe.close();
        DATABASE.close();
    }

    @Test
    void takesInWhatNeverCameAndDoublesNothing() throws Exception {
        long start = Instant.now().minusSeconds(40_000).getEpochSecond();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            bodies.add(stripe.happened("evt_A" + i, start + i));
        }
        String came = webhook(bodies.get(1));

        JsonNode first = reconcile(start, start + 100, "stripe-api", 200);
        JsonNode again = reconcile(start, start + 100, "stripe-api", 200);
        String late = webhook(bodies.get(3));

        assertThat(first.path("found").asInt()).isEqualTo(5);
        assertThat(first.path("present").asInt()).isEqualTo(1);
        assertThat(first.path("appended").asInt()).isEqualTo(4);
        assertThat(first.path("done").asBoolean()).isTrue();
        assertThat(again.path("present").asInt()).isEqualTo(5);
        assertThat(again.path("appended").asInt()).isZero();
        assertThat(came).contains("\"duplicate\":false");
        assertThat(late).contains("\"duplicate\":true");
        assertThat(
                        JDBC.sql(
                                        """
                                        select origin_id from serai.event
                                        where origin_id like 'evt_A%' order by id
                                        """)
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder("evt_A0", "evt_A1", "evt_A2", "evt_A3", "evt_A4");
        showsWhereItIsFrom(first.path("events").path(0).asText());
    }

    private static void showsWhereItIsFrom(String event) throws IOException {
        JsonNode shown = JSON.readTree(hub.get("/api/v1/event/" + event).body());
        assertThat(shown.path("type").asText()).isEqualTo("stripe.payment_intent.succeeded");
        assertThat(shown.path("data").path("data").path("object").path("amount").asInt())
                .isEqualTo(4900);
        assertThat(shown.path("request").path("accepted").path("action").asText())
                .isEqualTo("source.reconcile");
        assertThat(shown.toString()).doesNotContain(StripeList.KEY);
    }

    @Test
    void goesThroughMoreThanOneCallCanHoldInParts() throws Exception {
        long start = Instant.now().minusSeconds(80_000).getEpochSecond();
        for (int i = 0; i < 50; i++) {
            stripe.happened("evt_B" + i, start + i);
        }
        long from = start;
        int found = 0;
        int calls = 0;
        boolean done = false;
        while (!done) {
            JsonNode part = reconcile(from, start + 50, "stripe-api", 200);
            found += part.path("appended").asInt();
            from = Instant.parse(part.path("to").asText()).getEpochSecond();
            done = part.path("done").asBoolean();
            calls++;
        }
        assertThat(found).isEqualTo(50);
        assertThat(calls).isGreaterThan(1);
    }

    @Test
    void tellsWhatCannotBeReconciled() throws Exception {
        long now = Instant.now().getEpochSecond();
        assertThat(reconcile(now - 10, now, "wrong", 502).path("detail").asText())
                .contains("Stripe answers 401");
        assertThat(reconcile(now - 10, now, "nowhere", 422).toString()).contains("/apiKey");
        assertThat(reconcile(now, now - 10, "stripe-api", 422).toString()).contains("/to");
        assertThat(reconcile(now - 8 * 86_400, now, "stripe-api", 422).toString())
                .contains("/from");
        assertThat(
                        hub.send(
                                        "POST",
                                        "/api/v1/source/stripe/reconcile",
                                        asked(now - 10, now, StripeList.KEY))
                                .body())
                .contains("/apiKey")
                .doesNotContain(StripeList.KEY);
        String body = asked(now - 10, now, "{{secret:stripe-api}}");
        assertThat(hub.send("POST", "/api/v1/source/razorpay/reconcile", body).statusCode())
                .isEqualTo(409);
        assertThat(hub.send("POST", "/api/v1/source/none/reconcile", body).statusCode())
                .isEqualTo(404);
    }

    private static JsonNode reconcile(long from, long to, String key, int status)
            throws IOException {
        HttpResponse<String> answer =
                hub.send(
                        "POST",
                        "/api/v1/source/stripe/reconcile",
                        asked(from, to, "{{secret:" + key + "}}"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String asked(long from, long to, String key) {
        return JSON.createObjectNode()
                .put("from", Instant.ofEpochSecond(from).toString())
                .put("to", Instant.ofEpochSecond(to).toString())
                .put("apiKey", key)
                .set("types", JSON.createArrayNode().add("payment_intent.succeeded"))
                .toString();
    }

    /** Stripe's webhook; the answer's body. */
    private static String webhook(String body) throws IOException {
        long now = Instant.now().getEpochSecond();
        byte[] signed = (now + "." + body).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(hub.uri("/in/stripe"))
                        .header("Content-Type", "application/json")
                        .header(
                                "Stripe-Signature",
                                "t=" + now + ",v1=" + Razorpay.sign(SECRET, signed))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = hub.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
