package dev.serai.route.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.event.EventId;
import dev.serai.ingress.UnmappedWebhooks;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.tenant.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is published as JSON is JSON: a body that is not one value of it is kept and parked. */
@ExtendWith(OutputCaptureExtension.class)
class OneJsonValueTest {

    private static final String PAYMENT =
            "{\"event\":\"payment.captured\",\"payload\":{},\"created_at\":1767323047}";

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        TestHub.shippedRoutes(folder);
        TestHub.write(folder.resolve("sources/plain.camel.yaml"), constant("plain", "log: seen"));
        TestHub.write(
                folder.resolve("sources/made.camel.yaml"),
                constant("made", "setBody: {constant: 'paid 4111'}"));
        hub = TestHub.start(folder, "serai.secrets.any=s");
        sender = new Sender(hub);
    }

    /** A source whose route never reads the body as JSON. */
    private static String constant(String name, String step) {
        return """
        - route:
            id: %1$s
            from:
              uri: platform-http:/in/%1$s
              steps:
                - to: {uri: "ingress:verify", parameters: {source: %1$s, secret: "{{secret:any}}", signature: header:X-Signature}}
                - setVariable: {name: event, constant: '{"type":"a"}'}
                - %2$s
                - to: ingress:append
        """
                .formatted(name, step);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {" {\"event\":\"x\"}", "garbage", "\0", ",", "]", "\n\n7"})
    void parksWhatHasSomethingBehindTheFirstValue(String rest) {
        expectParked(razorpay(utf8(PAYMENT + rest)), utf8(PAYMENT + rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void parksOtherEncodings(String charset) {
        byte[] body = PAYMENT.getBytes(Charset.forName(charset));
        expectParked(razorpay(body), body);
    }

    @Test
    void parksAByteOrderMark() {
        expectParked(razorpay(utf8("\uFEFF" + PAYMENT)), utf8("\uFEFF" + PAYMENT));
    }

    @Test
    void parksBytesThatAreNoUtf8() {
        byte[] body =
                "{\"event\":\"payment.captured\",\"x\":\"é\"}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        expectParked(razorpay(body), body);
    }

    @Test
    void takesSpaceAroundTheValue() {
        byte[] body = utf8("\r\n " + PAYMENT + " \n");
        EventId id = id(razorpay(body));
        assertThat(data(id)).isEqualTo(body);
    }

    @Test
    void looksAtABodyThatNoMappingHasRead() {
        byte[] body = utf8("{}{}");
        expectParked(send("plain", "application/json", body), body);
        byte[] text = utf8("paid = yes");
        assertThat(data(id(send("plain", "text/plain", text)))).isEqualTo(text);
        byte[] json = utf8("{\"paid\":true}");
        assertThat(data(id(send("plain", "application/json", json)))).isEqualTo(json);
    }

    @Test
    void looksAtDataThatTheRouteMade() {
        byte[] body = utf8("{\"no\":1}");
        expectParked(send("made", "application/json", body), body);
    }

    @Test
    void writesNothingOfABodyToTheLog(CapturedOutput output) {
        AtomicInteger number = new AtomicInteger();
        // The log takes a few such lines a second, and other tests write some too.
        await().untilAsserted(
                        () -> {
                            String card = "CARD 4111 " + number.incrementAndGet();
                            EventId id = id(razorpay(utf8("{\"event\":\"" + card + "\"}")));
                            assertThat(parked(id).detail())
                                    .contains("card 4111")
                                    .doesNotContain("net.thisptr");
                            assertThat(output.getOut()).contains(id + ": type is at most 256");
                        });
        assertThat(output.getOut()).doesNotContainIgnoringCase("card 4111");
    }

    private static void expectParked(HttpResponse<String> answer, byte[] body) {
        EventId id = id(answer);
        ParkedEvent parked = parked(id);
        assertThat(parked.reason()).isEqualTo(ParkedEvent.Reason.UNMAPPABLE);
        assertThat(parked.detail()).contains("not one JSON value in UTF-8");
        assertThat(
                        hub.bean(UnmappedWebhooks.class)
                                .find(TenantId.DEFAULT, id)
                                .orElseThrow()
                                .request()
                                .body())
                .isEqualTo(body);
        assertThat(
                        hub.jdbc()
                                .sql("select count(*) from serai.event where id = ?")
                                .param(id.value())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    private static ParkedEvent parked(EventId id) {
        return hub.bean(ParkedEvents.class).findByEvent(TenantId.DEFAULT, id).getFirst();
    }

    private static HttpResponse<String> razorpay(byte[] body) {
        return sender.send(sender.razorpay(body, ""));
    }

    private static HttpResponse<String> send(String source, String contentType, byte[] body) {
        return sender.send(
                sender.to("/in/" + source)
                        .header("X-Signature", Sender.hmac("s", body))
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] data(EventId id) {
        return hub.jdbc()
                .sql("select data from serai.event where id = ?")
                .param(id.value())
                .query(byte[].class)
                .single();
    }

    private static EventId id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"duplicate\":false");
        return new EventId(answer.body().replaceFirst("^.*\"id\":\"(\\w+)\".*$", "$1"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
