package dev.serai.api.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that is written out is not stored by an edit, not shown, and not lost. */
class SecretsInRoutesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HIDDEN = "\"(hidden)\"";

    @TempDir private static Path folder;
    private static TestDatabase database;
    private static RouteServer hub;

    @BeforeAll
    static void start() throws IOException {
        String connector = "razorpay-source.kamelet.yaml";
        String text = Files.readString(Path.of("routes/connectors", connector));
        write("connectors", connector, text);
        database = TestDatabase.migrated();
        hub = RouteServer.start(database, folder);
    }

    @AfterAll
    static void stop() {
        hub.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: 'https://me:very-secret@shop.example/x'",
                "- to: {uri: 'https://shop.example', parameters: {authPassword: very-secret}}",
                "- setHeader: {name: Authorization, constant: Bearer very-secret}",
                "- toD: 'https://shop.example/${header.ce_id}?apiKey=very-secret'"
            })
    void anEditWithOneIsRefusedAndSaysWhatToWrite(String step) {
        HttpResponse<String> answer = hub.put("leaky", sink("leaky", step));
        JsonNode problem = hub.refused(422, answer);
        assertThat(problem.path("detail").asText())
                .contains("line 6", "SERAI_SECRETS_NAME", "{{secret:NAME}}");
        assertThat(answer.body()).doesNotContain("very-secret");
        assertThat(stored("very-secret")).isZero();
    }

    @Test
    void aFileMayHaveOneWhichIsNeverShownAndLivesThroughEditsOfWhatIsShown() throws IOException {
        String text = source("till", RouteServer.SECRET, "");
        Path file = write("sources", "till.camel.yaml", text);
        await().atMost(SOON).until(() -> hub.send("till", "{\"event\":\"a.b\"}") == 200);
        write("sources", "till.camel.yaml", source("till", RouteServer.SECRET, "- log: two"));
        await().atMost(SOON).until(() -> hub.get("till").path("version").asInt() == 2);

        String shown = hub.get("till").path("yaml").asText();
        assertThat(shown).isEqualTo(source("till", HIDDEN, "- log: two"));
        for (String path : new String[] {"", "/version", "/version/1", "/diff", "/status"}) {
            assertThat(hub.http().get("/api/v1/route/till" + path).body())
                    .doesNotContain(RouteServer.SECRET);
        }
        assertThat(
                        hub.http()
                                .send(
                                        hub.http()
                                                .request("/api/v1/route/till")
                                                .header("Accept", "application/yaml"))
                                .body())
                .isEqualTo(shown);

        // What is shown says that a secret was there: to put it back would lose the secret.
        String changed = shown.replace("two", "three");
        assertThat(hub.refused(422, hub.put("till", changed)).path("detail").asText())
                .contains("hidden", "{{secret:NAME}}");
        assertThat(hub.send("till", "{\"event\":\"a.c\"}")).isEqualTo(200);

        hub.edited("till", changed.replace(HIDDEN, "\"{{secret:shop}}\""));
        assertThat(hub.send("till", "{\"event\":\"a.d\"}")).isEqualTo(200);
        HttpResponse<String> back = hub.post("till/rollback", "{\"version\": 1}");
        assertThat(hub.refused(200, back).path("yaml").asText())
                .isEqualTo(source("till", HIDDEN, ""));
        assertThat(hub.send("till", "{\"event\":\"a.e\"}")).isEqualTo(200);
        hub.refused(200, hub.post("till/export", ""));
        assertThat(file).hasContent(text);
    }

    @Test
    void aFileWithWhatWasShownChangesNothing() throws IOException {
        write("sources", "shy.camel.yaml", source("shy", RouteServer.SECRET, ""));
        await().atMost(SOON).until(() -> hub.send("shy", "{\"event\":\"a.b\"}") == 200);
        write("sources", "shy.camel.yaml", source("shy", HIDDEN, "- log: two"));
        await().atMost(SOON)
                .until(() -> hub.http().get("/api/v1/route/shy/status").body().contains("hidden"));
        assertThat(hub.send("shy", "{\"event\":\"a.c\"}")).isEqualTo(200);
        assertThat(hub.get("shy").path("version").asInt()).isEqualTo(1);
    }

    private static int stored(String text) {
        return hub.jdbc()
                .sql("select count(*) from serai.route_version where strpos(text, ?) > 0")
                .param(text)
                .query(Integer.class)
                .single();
    }

    private static Path write(String kind, String name, String text) throws IOException {
        Path file = folder.resolve(kind).resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String sink(String name, String step) {
        return """
               - route:
                   id: %s
                   from:
                     uri: outbox:%s
                     steps:
                       %s
               """
                .formatted(name, name, step);
    }

    private static String source(String name, String secret, String step) {
        return """
               - route:
                   id: %s
                   from:
                     uri: kamelet:razorpay-source
                     parameters:
                       source: %s
                       secret: %s
                     steps:
                       %s
                       - to: ingress:append
               """
                .formatted(name, name, secret, step);
    }
}
