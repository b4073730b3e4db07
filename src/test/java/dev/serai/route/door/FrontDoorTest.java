package dev.serai.route.door;

import static dev.serai.route.door.RazorpayDoor.CAPTURED;
import static dev.serai.route.door.RazorpayDoor.assertProblem;
import static dev.serai.route.door.RazorpayDoor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.route.Sender;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front door does with requests of every kind. */
class FrontDoorTest {

    private static RazorpayDoor hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        hub = RazorpayDoor.open(folder);
        sender = hub.sender();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        hub.clear();
    }

    @Test
    void makesASignedWebhookAnEvent() {
        HttpResponse<String> answer = sender.send(sender.razorpay(CAPTURED, "evt_1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"id\":\"msg_\\w{27}\",\"duplicate\":false}");
        Map<String, Object> event = hub.theEvent();
        assertThat(answer.body()).contains((String) event.get("id"));
        assertThat(event)
                .containsEntry("type", "razorpay.payment.captured")
                .containsEntry("source", "/in/razorpay")
                .containsEntry("subject", "pay_1")
                .containsEntry("partition_key", "order_1")
                .containsEntry("origin_id", "evt_1")
                .containsEntry("data_content_type", "application/json")
                .containsEntry("raw_path", "/in/razorpay");
        assertThat((byte[]) event.get("data")).isEqualTo(CAPTURED.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void knowsACopyByItsIdAndByItsBody() {
        String first = id(sender.send(sender.razorpay(CAPTURED, "evt_1")));
        for (String again : List.of("evt_1", "evt_2", "")) {
            HttpResponse<String> copy = sender.send(sender.razorpay(CAPTURED, again));
            assertThat(copy.statusCode()).isEqualTo(200);
            assertThat(copy.body()).isEqualTo("{\"id\":\"" + first + "\",\"duplicate\":true}");
        }
        String other = CAPTURED.replace("49900", "49901");
        assertThat(sender.send(sender.razorpay(other, "evt_1")).body())
                .contains("\"duplicate\":true");
        String another = CAPTURED.replace("pay_1", "pay_2");
        assertThat(sender.send(sender.razorpay(another, "evt_9")).body())
                .contains("\"duplicate\":false");
    }

    @Test
    void acceptsThePreviousSecret() {
        byte[] body = CAPTURED.getBytes(StandardCharsets.UTF_8);
        var request =
                sender.to("/in/razorpay")
                        .header("X-Razorpay-Signature", Sender.hmac("the old one", body))
                        .POST(BodyPublishers.ofByteArray(body));
        assertThat(sender.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhatIsNotSignedRight() {
        byte[] body = CAPTURED.getBytes(StandardCharsets.UTF_8);
        var unsigned = sender.to("/in/razorpay").POST(BodyPublishers.ofByteArray(body));
        assertProblem(sender.send(unsigned), 401, "signature_missing");
        var wrong =
                sender.to("/in/razorpay")
                        .header("X-Razorpay-Signature", Sender.hmac("wrong", body))
                        .POST(BodyPublishers.ofByteArray(body));
        HttpResponse<String> answer = sender.send(wrong);
        assertProblem(answer, 401, "signature_invalid");
        assertThat(answer.body()).doesNotContain(Sender.hmac(Sender.SECRET, body));
        var tampered = sender.razorpay(CAPTURED + "\n", "");
        tampered.setHeader("X-Razorpay-Signature", Sender.hmac(Sender.SECRET, body));
        assertProblem(sender.send(tampered), 401, "signature_invalid");
        assertThat(events()).isZero();
    }

    @Test
    void refusesASecurityHeaderThatCameTwice() {
        assertProblem(
                sender.send(sender.razorpay(CAPTURED, "").header("X-Razorpay-Signature", "00")),
                400,
                "header_ambiguous");
        assertProblem(
                sender.send(
                        sender.razorpay(CAPTURED, "evt_1").header("x-razorpay-event-id", "evt_2")),
                400,
                "header_ambiguous");
        assertThat(events()).isZero();
    }

    @Test
    void knowsNoOtherPath() {
        for (String path : List.of("/in/nobody", "/in/", "/in/razorpay/", "/in/razorpay%2Fx")) {
            var request = sender.to(path).POST(BodyPublishers.ofString(CAPTURED));
            HttpResponse<String> answer = sender.send(request);
            assertThat(answer.statusCode()).as(path).isIn(404, 400);
        }
        assertProblem(
                sender.send(sender.to("/in/nobody").POST(BodyPublishers.ofString("{}"))),
                404,
                "source_unknown");
    }

    @Test
    void takesNoOtherMethod() {
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            HttpResponse<String> answer =
                    sender.send(sender.to("/in/razorpay").method(method, BodyPublishers.noBody()));
            assertProblem(answer, 405, "method_not_allowed");
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void letsNoHeaderOrParameterPassForMoreThanItIs() {
        byte[] body = CAPTURED.getBytes(StandardCharsets.UTF_8);
        var smuggled =
                sender.to("/in/razorpay?X-Razorpay-Signature=" + Sender.hmac(Sender.SECRET, body))
                        .POST(BodyPublishers.ofByteArray(body));
        assertProblem(sender.send(smuggled), 401, "signature_missing");
        var request =
                sender.razorpay(CAPTURED, "evt_1")
                        .header("kafka.OVERRIDE_TOPIC", "evil")
                        .header("CamelHttpUri", "http://evil")
                        .header("Authorization", "Bearer mine");
        HttpResponse<String> answer = sender.send(request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .allMatch(
                        name ->
                                List.of(
                                                "content-type",
                                                "content-length",
                                                "date",
                                                "connection",
                                                "keep-alive")
                                        .contains(name));
        assertThat((String) hub.theEvent().get("raw_headers"))
                .containsIgnoringCase("kafka.OVERRIDE_TOPIC");
    }

    @Test
    void recordsWhatItRefusedWithoutTheSecretsInIt() {
        byte[] body = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        sender.send(
                sender.to("/in/razorpay")
                        .header("X-Razorpay-Signature", "abcdef")
                        .header("Authorization", "Bearer abcdef")
                        .header("User-Agent", "recorder")
                        .POST(BodyPublishers.ofByteArray(body)));
        List<Map<String, Object>> records = rejections("recorder");
        assertThat(records).hasSize(1);
        assertThat(records.getFirst())
                .containsEntry("source", "razorpay")
                .containsEntry("status", 401)
                .containsEntry("code", "signature_invalid")
                .containsEntry("path", "/in/razorpay");
        assertThat((String) records.getFirst().get("headers"))
                .contains("[\"user-agent\",\"recorder\"]", "(6 characters)", "(13 characters)")
                .doesNotContain("abcdef");
        assertThat((byte[]) records.getFirst().get("body")).hasSize(10_000);
    }

    /** Written aside, so waited for. */
    private static List<Map<String, Object>> rejections(String userAgent) {
        return await().until(
                        () ->
                                hub.jdbc()
                                        .sql("select * from serai.rejection where headers like ?")
                                        .param("%\"" + userAgent + "\"%")
                                        .query()
                                        .listOfRows(),
                        list -> !list.isEmpty());
    }

    @Test
    void keepsTheTraceContext() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        sender.send(sender.razorpay(CAPTURED, "evt_1").header("traceparent", trace));
        assertThat(hub.theEvent()).containsEntry("traceparent", trace);
    }

    private static long events() {
        return hub.jdbc().sql("select count(*) from serai.event").query(Long.class).single();
    }
}
