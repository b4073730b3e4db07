package dev.serai.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes in the folder of routes is in use soon after, and a broken change harms nothing. */
class RoutesFolderTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SECRET = "a-secret-of-some-length";

    @TempDir private Path routes;
    private SourceServer hub;

    @BeforeEach
    void start() {
        SourceServer.write(source("filed"), text("filed", SECRET));
        hub = SourceServer.start(routes);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void showsFilesAndLeavesThemToTheFolder() {
        JsonNode filed = hub.get("/api/v1/source/filed");
        assertThat(filed.path("origin").asText()).isEqualTo("file");
        assertThat(filed.path("connector").asText()).isEqualTo("razorpay");
        assertThat(filed.path("state").asText()).isEqualTo("started");
        assertThat(filed.toString()).doesNotContain(SECRET);
        for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
            JsonNode problem =
                    hub.call(
                            409,
                            method,
                            "/api/v1/source/filed",
                            "{\"connector\": \"razorpay\", \"secret\": \"s\"}");
            assertThat(problem.path("detail").asText()).contains("sources/filed.camel.yaml");
        }
    }

    @Test
    void refusesAFileThatHasTheNameOfASourceOfTheApi() {
        hub.makeRazorpay("shop", SECRET);
        SourceServer.write(source("shop"), text("shop", "the-secret-of-the-file"));
        SourceServer.write(source("marker"), text("marker", SECRET));
        await().atMost(SOON).until(() -> status("marker", SECRET) == 200);
        assertThat(status("shop", SECRET)).isEqualTo(200);
        assertThat(status("shop", "the-secret-of-the-file")).isEqualTo(401);
        assertThat(hub.get("/api/v1/source/shop").path("origin").asText()).isEqualTo("api");
    }

    @Test
    void followsSourcesThatAreAddedChangedAndRemoved() throws IOException {
        SourceServer.write(source("late"), text("late", SECRET));
        await().atMost(SOON).until(() -> status("late", SECRET) == 200);
        SourceServer.write(source("late"), text("late", "the-other-secret-of-it"));
        await().atMost(SOON).until(() -> status("late", "the-other-secret-of-it") == 200);
        SourceServer.write(source("late"), "- route: [\n");
        await().atMost(SOON).until(() -> hub.get("/api/v1/source/late").has("fault"));
        assertThat(status("late", "the-other-secret-of-it")).isEqualTo(200);
        assertThat(hub.get("/api/v1/source/late").path("state").asText()).isEqualTo("started");
        Files.delete(source("late"));
        await().atMost(SOON).until(() -> status("late", SECRET) == 404);
        assertThat(status("filed", SECRET)).isEqualTo(200);
    }

    @Test
    void showsWhatCannotBeReadOrStarted() throws IOException {
        SourceServer.write(
                routes.resolve("connectors/broken-source.kamelet.yaml"), "kind: Kamelet\n");
        Files.createDirectories(source("unreadable"));
        SourceServer.write(source("broken"), "- route: [\n");
        SourceServer.write(
                source("mistaken"),
                """
                - route:
                    id: mistaken
                    from:
                      uri: platform-http:/in/mistaken
                      steps:
                        - setBody:
                            expression:
                              jq:
                                expression: |
                                  {
                                    secret: "%s",
                                    id: .id |,
                                    more: 1
                                  }
                """
                        .formatted("0123456789".repeat(20)));
        await().atMost(SOON)
                .until(() -> hub.http().get("/api/v1/source/mistaken").statusCode() == 200);
        assertThat(fault("source/broken")).contains("line 2");
        assertThat(fault("source/unreadable")).contains("cannot be read");
        assertThat(fault("source/mistaken"))
                .contains("line 12, column 30: it is no jq: \",\" does not fit here")
                .doesNotContain("0123456789");
        assertThat(fault("connector/broken")).contains("metadata.name");
        assertThat(hub.get("/api/v1/connector").path("data").findValuesAsText("name"))
                .contains("broken", "razorpay");
    }

    /** Of one that is broken. */
    private String fault(String path) {
        JsonNode shown = hub.get("/api/v1/" + path);
        assertThat(shown.path("state").asText()).as(path).isEqualTo("broken");
        return shown.path("fault").asText();
    }

    @Test
    void letsAFolderThatIsGoneForTheMomentTakeNothingOutOfUse() throws IOException {
        Files.move(routes.resolve("sources"), routes.resolve("away"));
        SourceServer.write(
                routes.resolve("connectors/marker-source.kamelet.yaml"), connector("marker"));
        await().atMost(SOON)
                .until(() -> hub.http().get("/api/v1/connector/marker").statusCode() == 200);
        assertThat(status("filed", SECRET)).isEqualTo(200);
    }

    @Test
    void takesUpConnectorsThatAreAddedAndChangedWhileItRuns() {
        Path file = routes.resolve("connectors/marker-source.kamelet.yaml");
        JsonNode before =
                hub.call(422, "PUT", "/api/v1/source/mark", "{\"connector\": \"marker\"}");
        assertThat(before.at("/errors/0/pointer").asText()).isEqualTo("/connector");
        SourceServer.write(file, connector("marker"));
        await().atMost(SOON)
                .until(() -> hub.http().get("/api/v1/connector/marker").statusCode() == 200);
        hub.call(
                201,
                "PUT",
                "/api/v1/source/mark",
                "{\"connector\": \"marker\", \"secret\": \"" + SECRET + "\"}");
        assertThat(status("mark", SECRET)).isEqualTo(200);
        assertThat(types()).containsExactly("marker.one");

        SourceServer.write(file, connector("marker").replace("marker.one", "marker.two"));
        await().atMost(SOON)
                .until(() -> status("mark", SECRET) == 200 && types().contains("marker.two"));

        SourceServer.write(
                file,
                connector("marker")
                        .replace("signature: header", "key: hex\n              signature: header"));
        // What its sources cannot be made of takes nothing over.
        await().atMost(SOON)
                .until(
                        () ->
                                hub.get("/api/v1/connector/marker")
                                        .path("fault")
                                        .asText()
                                        .contains("mark cannot be made of it"));
        assertThat(hub.get("/api/v1/source/mark").has("fault")).isFalse();
        assertThat(status("mark", SECRET)).isEqualTo(200);

        SourceServer.write(file, "kind: [\n");
        SourceServer.write(source("late"), text("late", SECRET));
        await().atMost(SOON).until(() -> status("late", SECRET) == 200);
        assertThat(status("mark", SECRET)).isEqualTo(200);
        JsonNode changed = hub.get("/api/v1/connector/marker");
        assertThat(changed.path("fault").asText()).contains("no YAML");
        assertThat(changed.path("state").asText()).isEqualTo("available");
        SourceServer.write(file, connector("marker").replace("marker.one", "marker.three"));
        await().atMost(SOON)
                .until(() -> status("mark", SECRET) == 200 && types().contains("marker.three"));
        assertThat(hub.get("/api/v1/source/mark").has("fault")).isFalse();
    }

    private java.util.List<String> types() {
        return hub.jdbc().sql("select distinct type from serai.event").query(String.class).list();
    }

    private int status(String source, String secret) {
        return hub.razorpay(source, secret, java.util.UUID.randomUUID().toString()).statusCode();
    }

    private Path source(String name) {
        return routes.resolve("sources/" + name + ".camel.yaml");
    }

    private static String text(String name, String secret) {
        return """
        - route:
            id: %s
            from:
              uri: kamelet:razorpay-source
              parameters:
                source: %s
                secret: %s
              steps:
                - to: ingress:append
        """
                .formatted(name, name, secret);
    }

    static String connector(String name) {
        return """
        kind: Kamelet
        metadata:
          name: %s-source
          annotations:
            serai.dev/grade: "B"
            serai.dev/secret-grace: PT1H
        spec:
          definition:
            title: Marker
            description: Of a test.
            type: object
            required: [source, secret]
            properties:
              source: {type: string}
              project: {type: string, default: default}
              secret: {type: string, format: password, title: Secret}
              previousSecret: {type: string, format: password, default: ""}
              size: {type: integer, default: "3", minimum: 1}
          template:
            from:
              uri: "platform-http:/in/{{source}}"
              steps:
                - to:
                    uri: ingress:verify
                    parameters:
                      source: "{{source}}"
                      secret: "{{secret}}"
                      previousSecret: "{{previousSecret}}"
                      signature: header:X-Razorpay-Signature
                - setVariable:
                    name: event
                    expression:
                      jq:
                        expression: '{type: "marker.one", subject: .id, originid: .id}'
                - to: kamelet:sink
          samples:
            - name: one
              title: One happened
              headers: {X-Mark: "{id}"}
              body: '{"id": "{id}", "at": {now}, "iso": "{now:iso}", "amount": {"value": 1}}'
            - name: two
              title: Two happened
              json: {id: "{id}"}
        """
                .formatted(name);
    }
}
