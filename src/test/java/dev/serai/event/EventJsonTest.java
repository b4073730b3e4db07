package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.tenant.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private static final EventId ID = new EventId("msg_2Zq3oKXFwVHSG9eDdqqHQ2vR9aB");

    @Test
    void writesEveryAttribute() throws IOException {
        JsonNode json =
                new ObjectMapper()
                        .readTree(EventJson.structured(event("application/json", "{}"), "3-42"));
        assertThat(json.toString())
                .isEqualTo(
                        """
                        {"specversion":"1.0","id":"msg_2Zq3oKXFwVHSG9eDdqqHQ2vR9aB",\
                        "source":"/in/razorpay","type":"razorpay.payment.captured",\
                        "subject":"pay_1","time":"2025-01-01T00:00:05Z","tenant":"default",\
                        "project":"default","partitionkey":"order_1","priority":"normal",\
                        "originid":"evt_1","datacontenttype":"application/json","data":{},\
                        "position":"3-42"}\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1.00,\"b\":\"\\/ \\u00e4\"}",
                " [1, 2]\n",
                "\"text\"",
                "12",
                "{\n  \"a\": 1\n}\n"
            })
    void keepsTheBytesOfJsonData(String data) {
        assertThat(structured("application/json; charset=utf-8", data))
                .contains("\"data\":" + data + "}");
        assertThat(structured("application/vnd.x+json", data)).contains("\"data\":" + data + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a:1}", "{\"a\":1", "1 2", "nul", "\"", "   ", "\uFEFF{}", "{} x"})
    void encodesDataThatIsNotOneJsonValue(String data) {
        assertThat(structured("application/json", data))
                .contains("\"data_base64\":\"")
                .doesNotContain("\"data\":");
    }

    @Test
    void encodesDataOfAnotherKindOrEncoding() {
        assertThat(structured("text/plain", "{}")).contains("\"data_base64\":\"e30=\"");
        byte[] latin1 = "\"\u00e4\"".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(EventJson.structured(event("application/json", latin1))))
                .contains("data_base64");
        byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16BE);
        assertThat(new String(EventJson.structured(event("application/json", utf16))))
                .contains("data_base64");
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertThat(structured("application/json", "")).doesNotContain("data\"", "traceparent");
    }

    @Test
    void readsAttributesAndCutsDataOutByteForByte() {
        EventDraft draft =
                EventJsonReader.read(
                        utf8(
                                """
                                {"specversion":"1.0","id":"1","n":7,"b":true,"gone":null,
                                 "data" : { "é": [1.00, "}" ] , "x":"\\/"} ,"type":"a.b"}
                                """));
        assertThat(draft.attributes())
                .containsOnlyKeys("specversion", "id", "n", "b", "type")
                .containsEntry("n", "7")
                .containsEntry("b", "true");
        assertThat(draft.data()).isEqualTo(utf8("{ \"é\": [1.00, \"}\" ] , \"x\":\"\\/\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "-12", "\"a\\u00e4\"", "true", "[]", "{\"a\":{\"b\":[{}]}}"})
    void readsDataOfEveryKind(String data) {
        assertThat(EventJsonReader.read(utf8("{\"data\":" + data + ",\"id\":\"1\"}")).data())
                .isEqualTo(utf8(data));
        assertThat(EventJsonReader.read(utf8("\uFEFF{\"data\":" + data + "}")).data())
                .isEqualTo(utf8(data));
    }

    @Test
    void readsTextAndBase64() {
        assertThat(
                        EventJsonReader.read(
                                        utf8("{\"data\":\"a\\nb\",\"datacontenttype\":\"text/x\"}"))
                                .data())
                .isEqualTo(utf8("a\nb"));
        assertThat(EventJsonReader.read(utf8("{\"data_base64\":\"AAEC\"}")).data())
                .containsExactly(0, 1, 2);
        assertThat(EventJsonReader.read(utf8("{\"data\":null}")).data()).isNull();
    }

    @Test
    void readsWhatItWrote() {
        EventDraft draft =
                EventJsonReader.read(EventJson.structured(event("application/json", "{ }")));
        assertThat(draft.data()).isEqualTo(utf8("{ }"));
        assertThat(draft.attribute("partitionkey")).isEqualTo("order_1");
    }

    @Test
    void readsABatchUpToItsBound() {
        byte[] batch = utf8("[{\"id\":\"1\",\"data\":[1]}, {\"id\":\"2\"}]");
        assertThat(EventJsonReader.readBatch(batch, 2))
                .extracting(draft -> draft.attribute("id"))
                .containsExactly("1", "2");
        assertThat(EventJsonReader.readBatch(utf8("[]"), 2)).isEmpty();
        assertThatThrownBy(() -> EventJsonReader.readBatch(batch, 1))
                .hasMessage("a batch has at most 1 events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"id\":{}}",
                "{\"id\":1.5}",
                "{\"id\":\"1\",\"id\":\"2\"}",
                "{\"data\":1,\"data_base64\":\"AA==\"}",
                "{\"data_base64\":\"*\"}",
                "{\"data_base64\":1}",
                "{\"data\":{},\"datacontenttype\":\"text/plain\"}"
            })
    void refusesWhatIsNoEvent(String input) {
        assertThatThrownBy(() -> EventJsonReader.read(utf8(input)))
                .isInstanceOf(EventUnreadable.class);
    }

    private static String structured(String contentType, String data) {
        return new String(EventJson.structured(event(contentType, data)), StandardCharsets.UTF_8);
    }

    private static Event event(String contentType, String data) {
        return event(contentType, utf8(data));
    }

    private static Event event(String contentType, byte[] data) {
        return new Event(
                ID,
                Owner.DEFAULT,
                "razorpay.payment.captured",
                "/in/razorpay",
                "pay_1",
                Instant.ofEpochSecond(1735689605),
                contentType,
                data,
                "order_1",
                Priority.NORMAL,
                "evt_1",
                null);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
