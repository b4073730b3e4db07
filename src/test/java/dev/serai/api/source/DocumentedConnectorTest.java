package dev.serai.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who saves the connector that the documentation shows, while the hub runs, has a connector. */
class DocumentedConnectorTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern WHOLE =
            Pattern.compile("```yaml\n(apiVersion: .*?)```\n", Pattern.DOTALL);

    @Test
    void worksAsItStands(@TempDir Path routes) throws IOException {
        Matcher whole = WHOLE.matcher(Files.readString(Path.of("docs/CONNECTORS.md")));
        assertThat(whole.find()).isTrue();
        try (SourceServer hub = SourceServer.start(routes)) {
            SourceServer.write(
                    routes.resolve("connectors/parcels-source.kamelet.yaml"), whole.group(1));
            await().atMost(SOON)
                    .until(() -> hub.http().get("/api/v1/connector/parcels").statusCode() == 200);
            assertThat(hub.get("/api/v1/connector/parcels").path("fault").asText()).isEmpty();
            hub.call(
                    201,
                    "PUT",
                    "/api/v1/source/depot",
                    "{\"connector\": \"parcels\", \"secret\": \"of ours\"}");
            assertThat(hub.http().get("/in/depot?challenge=abc").body()).isEqualTo("abc");
            JsonNode sample = hub.call(200, "POST", "/api/v1/source/depot/sample", "{}");
            assertThat(sample.at("/answer/status").asInt()).isEqualTo(202);
            assertThat(sample.has("parked")).isFalse();
            assertThat(hub.jdbc().sql("select type from serai.event").query(String.class).list())
                    .containsExactly("parcels.delivered", "parcels.delivered");
        }
    }
}
