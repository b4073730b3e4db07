package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came in at a source, why it was refused, and how an operator takes it in after all. */
class RequestsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WRONG = "not-the-secret-of-the-tests";
    private static final String REQUESTS = "/api/v1/source/razorpay/request";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
    private static final HubProcess HUB = HubProcess.on(DATABASE.url(), "none", Map.of());
    private static final Api API = new Api(HUB);

    @BeforeAll
    static void start() {
        HUB.start().awaitReady();
    }

    @AfterAll
    static void stop() {
        HUB.close();
        DATABASE.close();
    }

    @Test
    void tellsAcceptedCopiesAndRefusedOnesApart() throws Exception {
        String body = Razorpay.captured("pay_Apart", "order_Apart");
        String event = API.accepted("evt_Apart", body);
        API.webhook("evt_Apart", body);
        String refused = refused("evt_ApartNot", Razorpay.captured("pay_ApartNot", "order_Apart"));

        await().atMost(SOON).until(() -> copyOf(event) != null);
        JsonNode copy = copyOf(event);
        assertThat(ids("?outcome=accepted")).contains(event).doesNotContain(refused);
        assertThat(ids("?outcome=rejected")).contains(refused).doesNotContain(event);
        assertThat(ids("")).contains(event, refused, copy.get("id").asText());
        assertThat(ids("?before=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("?outcome=rejected&after=2020-01-01T00:00:00Z")).contains(refused);
        assertThat(one(copy.get("id").asText()).path("verification").has("detail")).isTrue();
    }

    @Test
    void knowsNoRequestsOfASourceThatThereNeverWas() throws Exception {
        assertThat(HUB.get("/api/v1/source/nobody/request").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesThroughAllKindsWithoutLosingOne() throws Exception {
        for (int i = 0; i < 3; i++) {
            String body = Razorpay.captured("pay_Page" + i, "order_Page");
            API.accepted("evt_Page" + i, body);
            refused("evt_PageNot" + i, body);
        }
        List<String> all = ids("?limit=250");
        List<String> paged = new ArrayList<>();
        JsonNode page = API.json(REQUESTS + "?limit=2");
        while (true) {
            page.path("data").forEach(item -> paged.add(item.get("id").asText()));
            if (page.path("done").asBoolean()) {
                break;
            }
            page = API.json(REQUESTS + "?limit=2&iterator=" + page.get("iterator").asText());
        }
        assertThat(paged).hasSizeGreaterThanOrEqualTo(6).doesNotHaveDuplicates();
        assertThat(all).containsAll(paged);
    }

    @Test
    void worksTheVerificationOfARefusedOneStepByStepAndTellsNoSecret() throws Exception {
        String body = Razorpay.captured("pay_Steps", "order_Steps");
        JsonNode shown = one(refused("evt_Steps", body));

        JsonNode verification = shown.path("verification");
        assertThat(verification.path("verdict").asText()).isEqualTo("wrong");
        assertThat(verification.path("secret").asText()).isEqualTo("none");
        assertThat(verification.path("steps").findValuesAsText("name"))
                .contains("signature", "text", "secret");
        assertThat(verification.path("advice")).isNotEmpty();
        assertThat(shown.path("body").path("text").asText()).isEqualTo(body);
        assertThat(shown.path("acceptable").asBoolean()).isTrue();
        assertThat(shown.toString())
                .doesNotContain(Razorpay.SECRET, Razorpay.sign(WRONG, utf8(body)))
                .doesNotContain(Razorpay.sign(Razorpay.SECRET, utf8(body)));
    }

    @Test
    void worksTheVerificationOfAnAcceptedOne() {
        String event = API.accepted("evt_Proved", Razorpay.captured("pay_Proved", "order_P"));
        JsonNode shown = one(event);
        assertThat(shown.path("outcome").asText()).isEqualTo("accepted");
        assertThat(shown.path("verification").path("verdict").asText()).isEqualTo("authentic");
        assertThat(shown.path("verification").path("secret").asText()).isEqualTo("current");
    }

    @Test
    void showsAParkedOneWithItsProof() throws Exception {
        String id = API.accepted("evt_Parked", "no JSON");
        JsonNode shown = one(id);
        assertThat(shown.path("outcome").asText()).isEqualTo("parked");
        assertThat(shown.path("verification").path("verdict").asText()).isEqualTo("authentic");
        assertThat(ids("?outcome=parked")).contains(id);
    }

    @Test
    void takesARefusedOneInOnceAndPutsItOnTheRecord() throws Exception {
        String body = Razorpay.captured("pay_Taken", "order_Taken");
        String refused = refused("evt_Taken", body);

        JsonNode accepted = accept(refused, 200);
        JsonNode again = accept(refused, 200);

        String event = accepted.path("events").path(0).asText();
        assertThat(accepted.path("outcome").asText()).isEqualTo("accepted");
        assertThat(again.path("outcome").asText()).isEqualTo("duplicate");
        assertThat(again.path("events")).isEqualTo(accepted.path("events"));
        assertThat(eventsOf("pay_Taken")).isEqualTo(1);
        JsonNode shown = API.json("/api/v1/event/" + event);
        assertThat(shown.path("type").asText()).isEqualTo("razorpay.payment.captured");
        assertThat(shown.path("request").path("accepted").path("reason").asText())
                .isEqualTo("our secret was an old one");
        assertThat(one(refused).path("acceptedAs").path(0).asText()).isEqualTo(event);
        JsonNode audit = API.json("/api/v1/audit").path("data").path(0);
        assertThat(audit.path("actor").asText()).isEqualTo("root key");
        assertThat(audit.path("action").asText()).isEqualTo("request.accept");
        assertThat(audit.path("target").asText()).isEqualTo(refused);
        assertThat(audit.path("outcome").asText()).isEqualTo("accepted");
        // Its sender tries once more, and our secret is right by then.
        assertThat(API.accepted("evt_Taken", body)).isEqualTo(event);
        assertThat(eventsOf("pay_Taken")).isEqualTo(1);
    }

    @Test
    void doublesNothingThatHasComeInMeanwhile() throws Exception {
        String body = Razorpay.captured("pay_Late", "order_Late");
        String refused = refused("evt_Late", body);
        String event = API.accepted("evt_Late", body);

        JsonNode accepted = accept(refused, 200);

        assertThat(accepted.path("outcome").asText()).isEqualTo("duplicate");
        assertThat(accepted.path("events").path(0).asText()).isEqualTo(event);
        assertThat(eventsOf("pay_Late")).isEqualTo(1);
    }

    @Test
    void takesNothingInThatIsShortenedTooOldOrWithoutAReason() throws Exception {
        String large = "{\"a\":\"" + "x".repeat(70_000) + "\"}";
        String shortened = refused("evt_Large", large);
        assertThat(one(shortened).path("body").path("whole").asBoolean()).isFalse();
        assertThat(accept(shortened, 409).path("code").asText()).isEqualTo("not_acceptable");

        String old = refused("evt_Old", Razorpay.captured("pay_Old", "order_Old"));
        JDBC.sql("update serai.rejection set at = at - interval '4 days' where id = ?")
                .param(old)
                .update();
        assertThat(accept(old, 409).path("detail").asText()).contains("serai.dedupe.window");

        String path = REQUESTS + "/" + old + "/accept";
        assertThat(HUB.send("POST", path, "{}").statusCode()).isEqualTo(422);
        assertThat(HUB.send("POST", path, "{\"reason\":\" \"}").statusCode()).isEqualTo(422);
        assertThat(
                        HUB.send("POST", REQUESTS + "/rej_none/accept", "{\"reason\":\"r\"}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(HUB.get("/api/v1/source/other/request/" + old).statusCode()).isEqualTo(404);
        assertThat(HUB.get(REQUESTS + "?outcome=lost").statusCode()).isEqualTo(400);
        assertThat(eventsOf("pay_Old")).isZero();
    }

    @Test
    void verifiesAPastedRequestByASourceOrByAConnector() throws Exception {
        String body = Razorpay.captured("pay_Pasted", "order_Pasted");
        ObjectNode right = pasted(body, Razorpay.sign(Razorpay.SECRET, utf8(body)));
        ObjectNode wrong = pasted(body, Razorpay.sign(WRONG, utf8(body)));

        assertThat(verdict(right.deepCopy().put("source", "razorpay"))).isEqualTo("authentic");
        assertThat(verdict(wrong.deepCopy().put("source", "razorpay"))).isEqualTo("wrong");
        ObjectNode connector = wrong.deepCopy().put("connector", "razorpay").put("secret", WRONG);
        assertThat(verdict(connector)).isEqualTo("authentic");
        assertThat(HUB.send("POST", "/api/v1/verify", connector.toString()).body())
                .doesNotContain(WRONG);
        assertThat(eventsOf("pay_Pasted")).isZero();
    }

    @Test
    void judgesThePastedSignaturesAgeByTheTimeThatIsSaid() throws Exception {
        ObjectNode asked = JSON.createObjectNode().put("connector", "stripe").put("secret", WRONG);
        String signature = Razorpay.sign(WRONG, utf8("1767323047.{}"));
        asked.putObject("request")
                .put("body", "{}")
                .putArray("headers")
                .addArray()
                .add("stripe-signature")
                .add("t=1767323047,v1=" + signature);
        assertThat(verdict(asked)).isEqualTo("stale");
        // The form in which requests are shown.
        ObjectNode line = ((ObjectNode) asked.get("request")).putArray("headers").addObject();
        line.put("name", "stripe-signature").put("value", "t=1767323047,v1=" + signature);
        assertThat(verdict(asked)).isEqualTo("stale");
        assertThat(verdict(asked.put("now", "2026-01-02T03:05:00Z"))).isEqualTo("authentic");
    }

    @Test
    void refusesToVerifyWhatIsNotSaidWell() throws Exception {
        for (String asked :
                List.of(
                        "{}",
                        "{\"request\":{}}",
                        "{\"source\":\"nowhere\",\"request\":{}}",
                        "{\"connector\":\"nowhere\",\"secret\":\"s\",\"request\":{}}",
                        "{\"connector\":\"razorpay\",\"request\":{}}",
                        "{\"source\":\"razorpay\",\"secret\":\"s\",\"request\":{}}",
                        "{\"source\":\"razorpay\",\"request\":{\"headers\":{\"a\":1}}}",
                        "{\"source\":\"razorpay\",\"request\":{},\"now\":\"noon\"}",
                        "{\"source\":\"razorpay\",\"request\":{\"bodyBase64\":\"?\"}}")) {
            assertThat(HUB.send("POST", "/api/v1/verify", asked).statusCode())
                    .as(asked)
                    .isEqualTo(422);
        }
    }

    private static ObjectNode pasted(String body, String signature) {
        ObjectNode asked = JSON.createObjectNode();
        asked.putObject("request")
                .put("method", "POST")
                .put("url", "https://hub.example.com/in/razorpay")
                .put("body", body)
                .putObject("headers")
                .put("X-Razorpay-Signature", signature);
        return asked;
    }

    private static String verdict(ObjectNode asked) throws IOException {
        HttpResponse<String> answer = HUB.send("POST", "/api/v1/verify", asked.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("verdict").asText();
    }

    /** Sends what is signed with a wrong secret; returns the id of its record. */
    private static String refused(String eventId, String body) throws IOException {
        HttpRequest.Builder request =
                Razorpay.webhook(HUB.uri("/in/razorpay"), eventId, body)
                        .setHeader("X-Razorpay-Signature", Razorpay.sign(WRONG, utf8(body)));
        assertThat(HUB.send(request).statusCode()).isEqualTo(401);
        return await().atMost(SOON)
                .until(
                        () ->
                                JDBC.sql("select id from serai.rejection where headers like ?")
                                        .param("%\"" + eventId + "\"%")
                                        .query(String.class)
                                        .optional(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static JsonNode accept(String id, int status) throws IOException {
        HttpResponse<String> answer =
                HUB.send(
                        "POST",
                        REQUESTS + "/" + id + "/accept",
                        "{\"reason\":\"our secret was an old one\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode copyOf(String event) {
        for (JsonNode item : API.json(REQUESTS + "?outcome=duplicate").path("data")) {
            if (item.path("eventId").asText().equals(event)) {
                return item;
            }
        }
        return null;
    }

    private static JsonNode one(String id) {
        return API.json(REQUESTS + "/" + id);
    }

    private static List<String> ids(String query) {
        return API.json(REQUESTS + query).path("data").findValuesAsText("id");
    }

    private static int eventsOf(String payment) {
        return JDBC.sql("select count(*) from serai.event where data like ?::bytea")
                .param("%" + payment + "%")
                .query(Integer.class)
                .single();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
