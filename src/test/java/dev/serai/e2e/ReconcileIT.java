package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.Razorpay;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a provider says it has sent and what has come in, made the same. */
class ReconcileIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
    private static StripeList stripe;
    private static RazorpayApi razorpay;
    private static GitHubApi github;
    private static ReconcilingHub hub;

    @BeforeAll
    static void start(@TempDir Path routes) throws IOException {
        stripe = new StripeList();
        razorpay = new RazorpayApi();
        github = new GitHubApi();
        hub =
                ReconcilingHub.start(
                        DATABASE,
                        routes,
                        Map.of(
                                "serai.secrets.stripe-api",
                                StripeList.KEY,
                                "serai.secrets.razorpay-api",
                                RazorpayApi.KEY,
                                "serai.secrets.github-api",
                                GitHubApi.TOKEN,
                                "serai.secrets.wrong",
                                "sk_test_of_somebody_else",
                                "serai.reconcile.stripe-url",
                                stripe.url(),
                                "serai.reconcile.razorpay-url",
                                razorpay.url(),
                                "serai.reconcile.github-url",
                                github.url()));
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        stripe.close();
        razorpay.close();
        github.close();
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
        JsonNode shown = hub.get("/api/v1/event/" + event);
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
                        hub.reconcile(
                                        "stripe",
                                        ReconcilingHub.asked(now - 10, now, StripeList.KEY, "x"))
                                .body())
                .contains("/apiKey")
                .doesNotContain(StripeList.KEY);
        String body = ReconcilingHub.asked(now - 10, now, "{{secret:stripe-api}}", "x");
        assertThat(hub.reconcile("linear", body).body()).contains("github, razorpay, stripe");
        assertThat(hub.reconcile("none", body).statusCode()).isEqualTo(404);
    }

    @Test
    void makesEachPaymentOneEventWhicheverComesFirst() throws Exception {
        long start = Instant.now().minusSeconds(40_000).getEpochSecond();
        razorpay.pageSize(20);
        List<ObjectNode> payments = razorpay.payments(start, 250);
        for (int i = 0; i < 250; i += 5) {
            razorpayWebhook(payments.get(i), start + i, "evt_before");
        }
        forgetKeysOf("pay_R0", "pay_R5", "pay_R10");

        JsonNode first = razorpay(start, start + 250, 200);
        assertThat(first.path("done").asBoolean()).isFalse();
        long to = Instant.parse(first.path("to").asText()).getEpochSecond();
        razorpay.faults.add(ScriptedReceiver.answers(500));
        assertThat(razorpay(to, start + 250, 502).toString()).contains("Razorpay answers 500");
        razorpay.faults.add(ScriptedReceiver.answers(200, Map.of(), "{\"items\":[{}]}"));
        assertThat(razorpay(to, start + 250, 502).toString()).contains("no entity");
        // The connection that is cut may have been an old one, so it is tried once more.
        razorpay.faults.addAll(Collections.nCopies(2, ScriptedReceiver.resets()));
        assertThat(razorpay(to, start + 250, 502).toString()).contains("cannot be reached");
        razorpay.faults.clear();

        try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i < 250; i += 5) {
                int number = i;
                sender.submit(
                        () -> razorpayWebhook(payments.get(number), start + number, "evt_amid"));
            }
            razorpay.faults.add(ScriptedReceiver.answers(429, Map.of("Retry-After", "0"), ""));
            assertThat(razorpay(to, start + 250, 200).path("done").asBoolean()).isTrue();
        }
        for (int i = 2; i < 250; i += 5) {
            razorpayWebhook(payments.get(i), start + i, "evt_late");
        }
        JsonNode again = razorpay(start, to, 200);

        assertThat(again.path("present")).isEqualTo(again.path("found"));
        assertThat(typesOf("razorpay", "pay_R%"))
                .hasSize(225)
                .allSatisfy((payment, types) -> assertThat(types).hasSize(1))
                .containsEntry("pay_R0", List.of("razorpay.payment.captured"))
                .containsEntry("pay_R3", List.of("razorpay.payment.failed"))
                .doesNotContainKey("pay_R4");
    }

    /** As if it had come in before its source claimed what happens once. */
    private static void forgetKeysOf(String... subjects) {
        JDBC.sql(
                        """
                        delete from serai.dedupe where event_id in
                            (select id from serai.event where subject = any(?))
                        """)
                .param(subjects)
                .update();
    }

    private static Map<String, List<String>> typesOf(String source, String subjects) {
        Map<String, List<String>> types = new HashMap<>();
        JDBC.sql("select subject, type from serai.event where source = ? and subject like ?")
                .param("/in/" + source)
                .param(subjects)
                .query(
                        (RowCallbackHandler)
                                row ->
                                        types.computeIfAbsent(
                                                        row.getString(1), s -> new ArrayList<>())
                                                .add(row.getString(2)));
        return types;
    }

    @Test
    void makesWhatTheWebhookWouldHaveBroughtAsFarAsTheListTells() throws Exception {
        long start = Instant.now().minusSeconds(60_000).getEpochSecond();
        ObjectNode payment = razorpay.created("payments", "pay_S", "refunded", start + 1);
        payment.put("captured", true).put("order_id", "order_S");
        ObjectNode order = razorpay.created("orders", "order_S", "paid", start);
        order.putObject("payments").putArray("items").add(payment);
        ObjectNode refund = razorpay.created("refunds", "rfnd_S", "processed", start + 2);
        refund.put("payment_id", "pay_S");
        razorpay.created("settlements", "setl_S", "processed", start + 3);

        JsonNode answer =
                reconcile(
                        "razorpay",
                        start,
                        start + 60,
                        "razorpay-api",
                        200,
                        "order.paid",
                        "refund.created",
                        "refund.processed",
                        "settlement.processed");
        String late =
                razorpayWebhook(
                        RazorpayApi.webhook("refund.processed", start + 9, refund, payment),
                        "evt_refund");

        assertThat(answer.path("appended").asInt()).isEqualTo(4);
        assertThat(late).contains("\"duplicate\":true");
        JsonNode shown = event(answer, 0);
        assertThat(shown.path("type").asText()).isEqualTo("razorpay.order.paid");
        assertThat(shown.path("partitionkey").asText()).isEqualTo("order_S");
        assertThat(shown.has("originid")).isFalse();
        assertThat(shown.path("data").toString())
                .isEqualTo(
                        RazorpayApi.webhook("order.paid", start, payment, order.without("payments"))
                                .replace("\"account_id\":\"acc_SeraiTests\",", ""));
        assertThat(shown.path("request").toString())
                .contains("Serai-Reconcile")
                .doesNotContain("rzp_");
        assertThat(shown.path("request").path("accepted").path("action").asText())
                .isEqualTo("source.reconcile");
        // A refund keeps its place among the events of its order, as its webhook does.
        assertThat(event(answer, 1).path("partitionkey").asText()).isEqualTo("order_S");
        assertThat(event(answer, 2).path("partitionkey").asText()).isEqualTo("order_S");
    }

    private static JsonNode event(JsonNode answer, int number) throws IOException {
        String id = answer.path("events").path(number).asText();
        return hub.get("/api/v1/event/" + id);
    }

    @Test
    void asksRazorpayForNothingThatItsListsCannotTell() throws Exception {
        long now = Instant.now().getEpochSecond();
        assertThat(
                        reconcile(
                                        "razorpay",
                                        now - 10,
                                        now,
                                        "razorpay-api",
                                        422,
                                        "payment.captured",
                                        "payment.dispute.lost")
                                .toString())
                .contains("/types/1", "payment.captured, payment.failed");
        assertThat(reconcile("razorpay", now - 10, now, "wrong", 422, "order.paid").toString())
                .contains("/apiKey", "key_id:key_secret");
        razorpay.faults.add(ScriptedReceiver.answers(503, Map.of("Retry-After", "3600"), ""));
        HttpResponse<String> away =
                hub.reconcile(
                        "razorpay",
                        ReconcilingHub.asked(
                                now - 10, now, "{{secret:razorpay-api}}", "order.paid"));
        assertThat(away.statusCode()).isEqualTo(502);
        assertThat(away.headers().firstValue("Retry-After")).contains("3600");
    }

    @Test
    void appendsNothingThatALateWebhookWouldDouble() throws Exception {
        long start = Instant.now().minusSeconds(20_000).getEpochSecond();
        razorpay.created("payments", "pay_C", "captured", start).put("captured", true);
        assertThat(
                        reconcile(
                                        "careless",
                                        start,
                                        start + 1,
                                        "razorpay-api",
                                        409,
                                        "payment.captured")
                                .toString())
                .contains("does not say that this happens once");
        assertThat(typesOf("careless", "%")).isEmpty();
    }

    @Test
    void takesInWhatGitHubSentAndNeverCame() throws Exception {
        Instant start = Instant.now().minusSeconds(30_000).truncatedTo(ChronoUnit.SECONDS);
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            bodies.add(github.sent("guid-" + i, i, start.plusMillis(i * 700)));
        }
        github.sent("guid-2", 2, start.plusSeconds(9));
        github.sent("guid-gone", 99, start.plusSeconds(10));
        github.forgetPayload();
        assertThat(githubWebhook(bodies.get(5), "guid-5")).contains("\"duplicate\":false");

        JsonNode first = github(start.plusSeconds(1), start.plusSeconds(100));
        JsonNode again = github(start.plusSeconds(1), start.plusSeconds(100));

        // Of the first second there are two, which were not asked for.
        assertThat(first.path("found").asInt()).isEqualTo(7);
        assertThat(first.path("present").asInt()).isEqualTo(1);
        assertThat(first.path("appended").asInt()).isEqualTo(5);
        assertThat(first.path("gone").asInt()).isEqualTo(1);
        assertThat(again.path("present").asInt()).isEqualTo(6);
        // What is in the log is not fetched again.
        assertThat(github.fetched()).isEqualTo(7);
        assertThat(githubWebhook(bodies.get(3), "guid-3")).contains("\"duplicate\":true");
        assertThat(event(first, 0).path("originid").asText()).isEqualTo("guid-2");
        assertThat(event(first, 0).path("request").toString()).doesNotContain("Signature");
        assertThat(typesOf("github", "acme/shop#%"))
                .hasSize(6)
                .allSatisfy(
                        (issue, types) ->
                                assertThat(types).containsExactly("github.issues.opened"));
    }

    private static JsonNode github(Instant from, Instant to) throws IOException {
        String body =
                JSON.createObjectNode()
                        .put("from", from.toString())
                        .put("to", to.toString())
                        .put("apiKey", "{{secret:github-api}}")
                        .put("hook", GitHubApi.HOOK)
                        .toString();
        HttpResponse<String> answer = hub.reconcile("github", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String githubWebhook(String body, String guid) throws IOException {
        return hub.webhook(
                "github",
                body,
                Map.of(
                        "X-Hub-Signature-256",
                        "sha256=" + sign(body),
                        "X-GitHub-Delivery",
                        guid,
                        "X-GitHub-Event",
                        "issues"));
    }

    private static String razorpayWebhook(ObjectNode payment, long at, String id)
            throws IOException {
        String status = payment.get("captured").asBoolean() ? "captured" : "failed";
        if (payment.get("status").asText().equals("created")) {
            return "";
        }
        String body = RazorpayApi.webhook("payment." + status, at + 2, payment);
        return razorpayWebhook(body, id + payment.get("id").asText());
    }

    private static String razorpayWebhook(String body, String id) throws IOException {
        return hub.webhook(
                "razorpay",
                body,
                Map.of("X-Razorpay-Signature", sign(body), "x-razorpay-event-id", id));
    }

    private static String sign(String body) {
        return Razorpay.sign(ReconcilingHub.SECRET, body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode razorpay(long from, long to, int status) throws IOException {
        return reconcile(
                "razorpay", from, to, "razorpay-api", status, "payment.captured", "payment.failed");
    }

    private static JsonNode reconcile(long from, long to, String key, int status)
            throws IOException {
        return reconcile("stripe", from, to, key, status, "payment_intent.succeeded");
    }

    private static JsonNode reconcile(
            String source, long from, long to, String key, int status, String... types)
            throws IOException {
        HttpResponse<String> answer =
                hub.reconcile(
                        source, ReconcilingHub.asked(from, to, "{{secret:" + key + "}}", types));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    /** Stripe's webhook; the answer's body. */
    private static String webhook(String body) throws IOException {
        long now = Instant.now().getEpochSecond();
        String signature = "t=" + now + ",v1=" + sign(now + "." + body);
        return hub.webhook("stripe", body, Map.of("Stripe-Signature", signature));
    }
}
