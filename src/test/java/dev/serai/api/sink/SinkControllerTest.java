package dev.serai.api.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.event.ApiServer;
import dev.serai.outbox.TestLog;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.route.deploy.RouteStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SinkControllerTest {

    private ApiServer api;

    @BeforeEach
    void start() {
        api = new ApiServer(List.of(), SinkController.class);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsASinkThatHasDealtWithEverything() {
        api.serve("kafka", EntryFilter.ALL, (batch, session) -> {});
        api.log().append(TestLog.event("a.one", "key", "{}"));

        await().until(() -> sink("kafka").path("lag").asInt(-1) == 0);
        JsonNode sink = sink("kafka");
        assertThat(sink.path("state").asText()).isEqualTo("running");
        assertThat(sink.path("shards")).hasSize(16);
        assertThat(sink.has("oldestUndelivered")).isFalse();
        assertThat(sink.path("shards").get(3).path("position").asText())
                .isEqualTo(sink.path("shards").get(3).path("head").asText());
    }

    @Test
    void showsASinkThatIsBehindAndWhy() {
        api.serve(
                "kafka",
                EntryFilter.ALL,
                (batch, session) -> {
                    throw new IllegalStateException("Kafka is away");
                });
        api.log().append(TestLog.event("a.one", "key", "{}"));

        await().until(() -> sink("kafka").path("state").asText().equals("backing-off"));
        JsonNode sink = sink("kafka");
        assertThat(sink.path("lag").asInt()).isEqualTo(1);
        assertThat(sink.path("detail").asText()).contains("Kafka is away");
        assertThat(sink.path("oldestUndelivered").asText()).isNotEmpty();
        assertThat(api.get("/api/v1/sink").path("data")).hasSize(1);
        assertThat(api.get("/api/v1/sink").path("done").asBoolean()).isTrue();
    }

    @Test
    void showsASinkWhoseRouteCouldNotBeStarted() {
        api.serve("kafka", EntryFilter.ALL, (batch, session) -> {});
        api.routes().add(new RouteStatus("sinks/s3.camel.yaml", "s3", "sink", false, "no bucket"));
        api.routes().add(new RouteStatus("sinks/k.camel.yaml", "kafka", "sink", true, "no steps"));
        assertThat(sink("s3").path("state").asText()).isEqualTo("broken");
        assertThat(sink("s3").path("fault").asText()).isEqualTo("no bucket");
        await().until(() -> sink("kafka").path("state").asText().equals("running"));
        assertThat(sink("kafka").path("fault").asText()).isEqualTo("no steps");
    }

    @Test
    void showsASinkThatEveryHubServesForItselfWithoutAPlace() {
        api.serve("kafka", EntryFilter.ALL, (batch, session) -> {});
        api.broadcast(
                "live",
                (batch, session) -> {
                    throw new IllegalStateException("nobody listens");
                });
        await().until(() -> sink("kafka").path("state").asText().equals("running"));
        assertThat(api.get("/api/v1/sink").path("data").findValuesAsText("name"))
                .containsExactly("kafka", "live");
        assertThat(api.get("/api/v1/sink/live").toString())
                .isEqualTo("{\"name\":\"live\",\"state\":\"running\",\"broadcast\":true}");
        api.log().append(TestLog.event("a.one", "key", "{}"));
        await().until(() -> sink("live").path("state").asText().equals("backing-off"));
        assertThat(sink("live").path("detail").asText()).contains("nobody listens");
        assertThat(sink("kafka").has("broadcast")).isFalse();
    }

    @Test
    void doesNotKnowASinkThatIsNotThere() {
        assertThat(api.http().get("/api/v1/sink/nowhere").statusCode()).isEqualTo(404);
        assertThat(api.http().get("/api/v1/sink?nmae=kafka").statusCode()).isEqualTo(400);
    }

    /** The sink, or nothing while it has not begun. */
    private JsonNode sink(String name) {
        for (JsonNode sink : api.get("/api/v1/sink").path("data")) {
            if (sink.path("name").asText().equals(name)) {
                return sink;
            }
        }
        return ApiServer.json("{}");
    }
}
