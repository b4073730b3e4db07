package dev.serai.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.event.ApiServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source can be tried out without its provider. */
class SampleControllerTest {

    @TempDir private Path routes;
    private SourceServer hub;

    @BeforeEach
    void start() throws IOException {
        String asana = "connectors/asana-source.kamelet.yaml";
        SourceServer.write(
                routes.resolve(asana), Files.readString(Path.of("routes").resolve(asana)));
        SourceServer.write(
                routes.resolve("connectors/marker-source.kamelet.yaml"),
                RoutesFolderTest.connector("marker"));
        SourceServer.write(
                routes.resolve("connectors/keyed-source.kamelet.yaml"),
                RoutesFolderTest.connector("keyed")
                        .replace(
                                "signature: header",
                                "scheme: ed25519\n              key: hex-ed25519\n"
                                        + "              signature: header"));
        hub = SourceServer.start(routes);
        make("mark", "marker", "secret");
    }

    private void make(String name, String connector, String secret) {
        hub.call(
                201,
                "PUT",
                "/api/v1/source/" + name,
                "{\"connector\": \"%s\", \"secret\": \"%s\"}".formatted(connector, secret));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void sendsASampleInAtTheFrontDoorAndTellsWhatItBecame() {
        JsonNode outcome =
                hub.call(
                        200,
                        "POST",
                        "/api/v1/source/mark/sample",
                        "{\"event\": \"one\", \"set\": {\"/amount/value\": 123}}");
        assertThat(outcome.at("/answer/status").asInt()).isEqualTo(200);
        JsonNode sent = ApiServer.json(outcome.at("/sent/body").asText());
        assertThat(sent.at("/amount/value").asInt()).isEqualTo(123);
        assertThat(sent.path("at").isIntegralNumber()).isTrue();
        assertThat(outcome.at("/sent/headers/X-Mark").asText()).isEqualTo(sent.path("id").asText());
        String id = outcome.at("/events/0/id").asText();
        assertThat(
                        hub.jdbc()
                                .sql("select type from serai.event where id = ?")
                                .param(id)
                                .query(String.class)
                                .single())
                .isEqualTo("marker.one");
    }

    @Test
    void sendsTheFirstSampleWhenNoneIsNamedAndAnotherOneEachTime() {
        JsonNode one = hub.call(200, "POST", "/api/v1/source/mark/sample", "{}");
        JsonNode two = hub.call(200, "POST", "/api/v1/source/mark/sample", "{}");
        assertThat(two.at("/events/0/duplicate").asBoolean()).isFalse();
        assertThat(two.at("/events/0/id")).isNotEqualTo(one.at("/events/0/id"));
    }

    @Test
    void namesWhatIsWrongWithARequest() {
        assertPointer("{\"event\": \"three\"}", "/event");
        assertPointer("{\"set\": {\"amount\": 1}}", "/set");
        assertPointer("{\"set\": {\"/nowhere/at/all\": 1}}", "/set");
        assertPointer("{\"set\": []}", "/set");
        hub.call(404, "POST", "/api/v1/source/nobody/sample", "{}");
    }

    private void assertPointer(String body, String pointer) {
        JsonNode problem = hub.call(422, "POST", "/api/v1/source/mark/sample", body);
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void saysThatOnlyTheProviderCanSignWhereThatIsSo() {
        make("keyed", "keyed", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        JsonNode problem = hub.call(422, "POST", "/api/v1/source/keyed/sample", "{}");
        assertThat(problem.path("code").asText()).isEqualTo("sample_refused");
        assertThat(problem.path("detail").asText()).contains("only the provider can sign");
    }

    @Test
    void saysWhyASampleBecameNoEventButWasParked() {
        JsonNode outcome =
                hub.call(
                        200,
                        "POST",
                        "/api/v1/source/mark/sample",
                        "{\"set\": {\"/id\": {\"not\": \"a text\"}}}");
        assertThat(outcome.at("/answer/status").asInt()).isEqualTo(200);
        assertThat(outcome.path("parked").asText()).startsWith("subject is a text");
        assertThat(hub.call(200, "POST", "/api/v1/source/mark/sample", "{}").has("parked"))
                .isFalse();
    }

    @Test
    void signsWithASecretThatWasLearnedOrIsConfiguredBesides() {
        hub.call(201, "PUT", "/api/v1/source/tasks", "{\"connector\": \"asana\"}");
        JsonNode none = hub.call(422, "POST", "/api/v1/source/tasks/sample", "{}");
        assertThat(none.path("detail").asText()).contains("no secret to sign with yet");
        HttpResponse<String> taught =
                hub.http()
                        .send(
                                hub.http()
                                        .request("/in/tasks")
                                        .header("X-Hook-Secret", "taught")
                                        .POST(BodyPublishers.ofString("{}")));
        assertThat(taught.statusCode()).isEqualTo(200);
        assertSent("tasks");
        make("others", "asana", "configured");
        assertSent("others");
    }

    private void assertSent(String source) {
        JsonNode sent = hub.call(200, "POST", "/api/v1/source/" + source + "/sample", "{}");
        assertThat(sent.at("/answer/status").asInt()).isEqualTo(200);
        assertThat(sent.path("events")).hasSize(1);
    }

    @Test
    void describesConnectorsForAForm() {
        JsonNode connector = hub.get("/api/v1/connector/marker");
        assertThat(connector.path("title").asText()).isEqualTo("Marker");
        assertThat(connector.path("grade").asText()).isEqualTo("B");
        assertThat(connector.path("secretGraceSeconds").asInt()).isEqualTo(3600);
        JsonNode schema = connector.path("schema");
        assertThat(schema.at("/properties/secret/writeOnly").asBoolean()).isTrue();
        assertThat(schema.path("required").toString()).isEqualTo("[\"connector\",\"secret\"]");
        assertThat(schema.at("/properties/parameters/properties/size/default").asInt())
                .isEqualTo(3);
        assertThat(schema.at("/properties/parameters/properties").has("source")).isFalse();
        assertThat(schema.at("/properties/limits/properties").has("rate")).isFalse();
        assertThat(connector.at("/samples/1/name").asText()).isEqualTo("two");
        assertThat(hub.get("/api/v1/connector").path("data")).hasSize(6);
        assertThat(
                        hub.get("/api/v1/connector/razorpay")
                                .at("/schema/properties/limits/properties/rate/type")
                                .asText())
                .isEqualTo("integer");
    }
}
