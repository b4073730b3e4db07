package dev.serai.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.ingress.InFlight;
import dev.serai.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishControllerTest {

    private static final String PATH = "/api/v1/event";
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

    private final PublishServer hub = new PublishServer(10, CLOCK);
    private final JdbcClient jdbc = hub.jdbc();
    private final InFlight inFlight = hub.inFlight();
    private final TestServer server = hub.http();

    @AfterAll
    void stop() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        jdbc.sql("truncate serai.event, serai.dedupe").update();
    }

    @Test
    void takesABinaryEvent() {
        HttpResponse<String> answer =
                server.send(
                        binary("1")
                                .header("ce-subject", "order%20%C3%A9+1")
                                .header("ce-time", "2026-01-30T10:00:00+02:00")
                                .header("ce-partitionkey", "k")
                                .header("ce-priority", "critical")
                                .header("Content-Type", "application/json; charset=utf-8")
                                .POST(BodyPublishers.ofString("{ \"a\" : 1.00 }")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"id\":\"msg_\\w{27}\",\"duplicate\":false}");
        Map<String, Object> event = theEvent();
        assertThat(event)
                .containsEntry("type", "shop.order.made")
                .containsEntry("source", "urn:shop")
                .containsEntry("subject", "order é+1")
                .containsEntry("partition_key", "k")
                .containsEntry("priority", 3)
                .containsEntry("origin_id", "1")
                .containsEntry("project", "default")
                .containsEntry("data_content_type", "application/json; charset=utf-8");
        assertThat(event.get("data")).isEqualTo(utf8("{ \"a\" : 1.00 }"));
        assertThat(event.get("time").toString()).startsWith("2026-01-30");
    }

    @Test
    void takesAStructuredEvent() {
        HttpResponse<String> answer =
                post(
                        "application/cloudevents+json",
                        """
                        {"specversion":"1.0","id":"7","source":"/shop","type":"Shop.Order_Made",
                         "data": {"a": [1.00]} }
                        """);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(theEvent())
                .containsEntry("type", "Shop.Order_Made")
                .containsEntry("data_content_type", "application/json")
                .containsEntry("partition_key", json(answer).path("id").asText());
        assertThat(theEvent().get("data")).isEqualTo(utf8("{\"a\": [1.00]}"));
        assertThat(theEvent().get("time").toString()).startsWith("2026-01-31");
    }

    @Test
    void takesABatchInItsOrderAndTellsEachOne() {
        HttpResponse<String> answer =
                post(
                        "application/cloudevents-batch+json",
                        "[" + event("1") + "," + event("2") + "," + event("1") + "]");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode receipts = json(answer);
        assertThat(receipts).hasSize(3);
        assertThat(receipts.get(0).path("duplicate").asBoolean()).isFalse();
        assertThat(receipts.get(1).path("duplicate").asBoolean()).isFalse();
        assertThat(receipts.get(2).path("duplicate").asBoolean()).isTrue();
        assertThat(receipts.get(2).path("id")).isEqualTo(receipts.get(0).path("id"));
        assertThat(
                        jdbc.sql("select origin_id from serai.event order by pos")
                                .query(String.class)
                                .list())
                .containsExactly("1", "2");
        assertThat(post("application/cloudevents-batch+json", "[]").body()).isEqualTo("[]");
    }

    @Test
    void knowsACopyByItsSourceAndId() {
        String first = post("application/cloudevents+json", event("1")).body();
        assertThat(post("application/cloudevents+json", event("1")).body())
                .isEqualTo(first.replace("false", "true"));
        String elsewhere = event("1").replace("urn:shop", "urn:other");
        assertThat(post("application/cloudevents+json", elsewhere).body())
                .contains("\"duplicate\":false");
    }

    @Test
    void appendsNothingOfABatchWithAFault() {
        HttpResponse<String> answer =
                post(
                        "application/cloudevents-batch+json",
                        "["
                                + event("1")
                                + ","
                                + event("2").replace("shop.order.made", "no type")
                                + "]");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errors").get(0).path("pointer").asText())
                .isEqualTo("/1/type");
        assertThat(events()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "specversion, 0.3, /specversion",
        "id, '', /id",
        "id, NONE, /id",
        "source, NONE, /source",
        "source, 'no uri', /source",
        "type, NONE, /type",
        "type, a..b, /type",
        "type, a b, /type",
        "subject, '', /subject",
        "time, yesterday, /time",
        "time, 2026-01-31, /time",
        "time, 1969-01-01T00:00:00Z, /time",
        "datacontenttype, json, /datacontenttype",
        "priority, urgent, /priority",
        "traceparent, 00-1-2-3, /traceparent",
        "project, nobody, /project",
        "tenant, other, /tenant",
        "mine, 1, /mine"
    })
    void namesTheAttributeAtFault(String name, String value, String pointer) {
        var event = (com.fasterxml.jackson.databind.node.ObjectNode) ApiServer.json(event("1"));
        event.remove(name);
        if (!value.equals("NONE")) {
            event.put(name, value);
        }
        HttpResponse<String> answer = post("application/cloudevents+json", event.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(json(answer).path("errors").get(0).path("pointer").asText()).isEqualTo(pointer);
        assertThat(events()).isZero();
    }

    @Test
    void namesTheHeaderAtFault() {
        var noType = server.request(PATH).header("ce-specversion", "1.0").header("ce-id", "1");
        assertField(noType.header("ce-source", "s"), "ce-type");
        assertField(binary("1").header("ce-priority", "urgent"), "ce-priority");
        assertField(binary("1").header("ce-subject", "100%"), "ce-subject");
        assertField(binary("1").header("ce-id", "2"), "ce-id");
        assertField(binary("1").header("ce-datacontenttype", "text/x"), "ce-datacontenttype");
    }

    private void assertField(HttpRequest.Builder request, String field) {
        HttpResponse<String> answer = server.send(request.POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("errors").get(0).path("pointer").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"id\":{}}"})
    void refusesWhatIsNoEvent(String body) {
        assertThat(post("application/cloudevents+json", body).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesDataThatIsNotWhatItSays() {
        HttpResponse<String> answer =
                server.send(
                        binary("1")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{not json")));
        assertThat(answer.statusCode()).isEqualTo(400);
        var text =
                binary("1")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{not json"));
        assertThat(server.send(text).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/cloudevents+avro",
                "application/cloudevents",
                "application/cloudevents+json; charset=iso-8859-1",
                "x"
            })
    void refusesOtherMediaTypes(String type) {
        HttpResponse<String> answer = post(type, event("1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
        assertThat(answer.body()).contains("unsupported_media_type");
    }

    @Test
    void refusesTooMuch() {
        assertThat(post("application/cloudevents+json", " ".repeat(2_001)).statusCode())
                .isEqualTo(413);
        String four = "[" + String.join(",", List.of("{}", "{}", "{}", "{}")) + "]";
        HttpResponse<String> answer = post("application/cloudevents-batch+json", four);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 3 events");
    }

    @Test
    void takesNothingWithoutTheKeyOrWhileThereIsNoRoom() {
        HttpResponse<String> stranger =
                server.send(
                        HttpRequest.newBuilder(server.uri(PATH))
                                .header("Content-Type", "application/cloudevents+json")
                                .POST(BodyPublishers.ofString(event("1"))));
        assertThat(stranger.statusCode()).isEqualTo(401);
        while (inFlight.enter()) {
            assertThat(inFlight.count()).isLessThanOrEqualTo(10);
        }
        HttpResponse<String> late = post("application/cloudevents+json", event("1"));
        while (inFlight.count() > 0) {
            inFlight.leave();
        }
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(events()).isZero();
    }

    private static String event(String id) {
        return """
        {"specversion":"1.0","id":"%s","source":"urn:shop","type":"shop.order.made",\
        "partitionkey":"k"}\
        """
                .formatted(id);
    }

    private HttpRequest.Builder binary(String id) {
        return server.request(PATH)
                .header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "urn:shop")
                .header("ce-type", "shop.order.made");
    }

    private HttpResponse<String> post(String contentType, String body) {
        return server.send(
                server.request(PATH)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body)));
    }

    private Map<String, Object> theEvent() {
        return jdbc.sql("select * from serai.event").query().singleRow();
    }

    private long events() {
        return jdbc.sql("select count(*) from serai.event").query(Long.class).single();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return ApiServer.json(answer.body());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
