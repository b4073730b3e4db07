package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one database: sources come, change and go while both run. */
class SourcesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir private static Path routes;
    private static TestDatabase database;
    private static HubProcess one;
    private static HubProcess two;

    @BeforeAll
    static void start() throws IOException {
        for (String kind : new String[] {"connectors", "sources", "sinks"}) {
            Files.createDirectories(routes.resolve(kind));
        }
        copy("razorpay", "razorpay");
        database = TestDatabase.migrated();
        Map<String, String> settings = Map.of("serai.routes-dir", routes.toString());
        one = HubProcess.on(database.url(), "none", settings).start();
        two = HubProcess.on(database.url(), "none", settings).start();
        one.awaitReady();
        two.awaitReady();
    }

    @AfterAll
    static void stop() {
        Stream.of(one, two).forEach(HubProcess::close);
        database.close();
    }

    @Test
    void takesASampleInAtASourceThatWasMadeAMomentAgo() throws IOException {
        json(201, one, "PUT", "/api/v1/source/shop", source("razorpay", "first-secret"));
        JsonNode outcome =
                json(
                        200,
                        one,
                        "POST",
                        "/api/v1/source/shop/sample",
                        """
                        {"event": "payment.captured", "set": {"/payload/payment/entity/amount": 123}}
                        """);
        assertThat(outcome.at("/answer/status").asInt()).isEqualTo(200);
        JsonNode event =
                json(200, one, "GET", "/api/v1/event/" + outcome.at("/events/0/id").asText(), "");
        assertThat(event.path("type").asText()).isEqualTo("razorpay.payment.captured");
        assertThat(event.at("/data/payload/payment/entity/amount").asInt()).isEqualTo(123);
    }

    @Test
    void takesBothSecretsForAWhileAtBothHubs() throws IOException {
        json(201, one, "PUT", "/api/v1/source/till", source("razorpay", "first-secret"));
        await().atMost(SOON).until(() -> status(two, "till", "first-secret") == 200);
        json(
                200,
                two,
                "POST",
                "/api/v1/source/till/secret/rotate",
                "{\"secret\": \"second-secret\", \"graceSeconds\": 4}");
        assertThat(status(two, "till", "second-secret")).isEqualTo(200);
        assertThat(status(two, "till", "first-secret")).isEqualTo(200);
        await().atMost(SOON).until(() -> status(one, "till", "second-secret") == 200);
        await().atMost(SOON)
                .until(
                        () ->
                                status(one, "till", "first-secret") == 401
                                        && status(two, "till", "first-secret") == 401);
        assertThat(status(one, "till", "second-secret")).isEqualTo(200);
        json(204, one, "DELETE", "/api/v1/source/till", "");
        await().atMost(SOON).until(() -> status(two, "till", "second-secret") == 404);
    }

    @Test
    void takesUpAConnectorThatIsPutIntoTheFolder() throws IOException {
        json(422, one, "PUT", "/api/v1/source/mirror", source("mirror", "a-secret"));
        copy("razorpay", "mirror");
        await().atMost(SOON).until(() -> one.get("/api/v1/connector/mirror").statusCode() == 200);
        json(201, one, "PUT", "/api/v1/source/mirror", source("mirror", "a-secret"));
        assertThat(status(one, "mirror", "a-secret")).isEqualTo(200);
        await().atMost(SOON).until(() -> status(two, "mirror", "a-secret") == 200);
    }

    private static void copy(String connector, String as) throws IOException {
        String file = "connectors/%s-source.kamelet.yaml";
        Files.writeString(
                routes.resolve(file.formatted(as)),
                Files.readString(Path.of("routes", file.formatted(connector)))
                        .replace("name: " + connector + "-source", "name: " + as + "-source"));
    }

    private static String source(String connector, String secret) {
        return "{\"connector\": \"%s\", \"secret\": \"%s\"}".formatted(connector, secret);
    }

    private static int status(HubProcess hub, String source, String secret) throws IOException {
        String body = Razorpay.captured("pay_" + UUID.randomUUID(), "order_1");
        return hub.send(
                        Razorpay.webhook(
                                        hub.uri("/in/" + source),
                                        UUID.randomUUID().toString(),
                                        body)
                                .setHeader(
                                        "X-Razorpay-Signature",
                                        Razorpay.sign(secret, body.getBytes())))
                .statusCode();
    }

    private static JsonNode json(
            int status, HubProcess hub, String method, String path, String body)
            throws IOException {
        HttpResponse<String> answer = hub.send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }
}
