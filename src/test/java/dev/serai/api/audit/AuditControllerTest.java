package dev.serai.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.source.SourceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people did is told, the newest first, for as long as it is kept. */
class AuditControllerTest {

    private static final String AUDIT = "/api/v1/audit";
    private static final String NOTION = "connectors/notion-source.kamelet.yaml";
    private static final String LEARNED = "a-token-of-some-length";

    private static SourceServer hub;

    @BeforeAll
    static void start(@TempDir Path routes) throws IOException {
        SourceServer.write(routes.resolve(NOTION), Files.readString(Path.of("routes", NOTION)));
        hub = SourceServer.startWith(List.of(AuditController.class), routes);
        hub.call(201, "PUT", "/api/v1/source/pages", "{\"connector\": \"notion\"}");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        hub.jdbc().sql("truncate serai.audit, serai.source_secret").update();
    }

    @Test
    void tellsTheNewestFirstPageByPageAndWhatCameSince() {
        for (String name : List.of("a", "b", "c")) {
            put(name);
        }
        JsonNode first = hub.get(AUDIT + "?limit=2");
        assertThat(targets(first)).containsExactly("c", "b");
        assertThat(first.path("done").asBoolean()).isFalse();
        JsonNode second = page(first, "iterator");
        assertThat(targets(second)).containsExactly("a");
        assertThat(second.path("done").asBoolean()).isTrue();
        put("d");
        assertThat(targets(page(first, "prevIterator"))).containsExactly("d");
        assertThat(first.at("/data/0/actor").asText()).isEqualTo("root key");
        assertThat(first.at("/data/0/action").asText()).isEqualTo("source.put");
    }

    @Test
    void forgetsWhatIsOlderThanItIsKept(@TempDir Path other) {
        put("young");
        hub.jdbc()
                .sql(
                        """
                        insert into serai.audit (id, at, tenant, actor, action, target, source, reason)
                        select 'aud_' || n, now() - interval '31 days', 'default', 'somebody', 'source.put',
                               'old', 'old', '' from generate_series(1, 1001) n
                        """)
                .update();
        try (SourceServer another = hub.another(other, "serai.audit.retention=30d")) {
            await().until(() -> hub.get(AUDIT).path("data").size() == 1);
        }
        assertThat(targets(hub.get(AUDIT))).containsExactly("young");
    }

    @Test
    void tellsWhoSawTheSecretThatAProviderTaught() {
        learn("now()");
        JsonNode shown = hub.get("/api/v1/source/pages/secret/learned");
        assertThat(shown.path("secret").asText()).isEqualTo(LEARNED);
        JsonNode record = hub.get(AUDIT).at("/data/0");
        assertThat(record.path("action").asText()).isEqualTo("source.secret.show");
        assertThat(record.path("actor").asText()).isEqualTo("root key");
        assertThat(record.toString()).doesNotContain(LEARNED);
    }

    @Test
    void showsThatSecretNoMoreADayLater() {
        learn("now() - interval '25 hours'");
        JsonNode shown = hub.get("/api/v1/source/pages/secret/learned");
        assertThat(shown.path("secretMasked").asText()).isEqualTo("****ngth");
        assertThat(shown.toString()).doesNotContain(LEARNED);
        assertThat(hub.get(AUDIT).path("data")).isEmpty();
    }

    private static void learn(String when) {
        hub.jdbc()
                .sql("insert into serai.source_secret values ('default', 'pages', ?, " + when + ")")
                .param(LEARNED)
                .update();
    }

    private static void put(String name) {
        hub.call(
                201,
                "PUT",
                "/api/v1/source/" + name,
                "{\"connector\": \"razorpay\", \"secret\": \"a-secret-of-some-length\"}");
    }

    private static JsonNode page(JsonNode page, String iterator) {
        return hub.get(AUDIT + "?limit=2&iterator=" + page.path(iterator).asText());
    }

    private static List<String> targets(JsonNode page) {
        return page.path("data").findValuesAsText("target");
    }
}
