package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.HubProcess;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A hub with a source of each provider that can be asked, and of one that cannot. */
final class ReconcilingHub implements AutoCloseable {

    static final String SECRET = "whsec_of_the_tests";

    private static final String FORGETS_WHAT_HAPPENS_ONCE =
            """
                    - setVariable:
                        name: event
                        expression:
                          jq: { expression: '{type: "shop.paid", subject: .event}' }
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubProcess hub;

    private ReconcilingHub(HubProcess hub) {
        this.hub = hub;
    }

    static ReconcilingHub start(TestDatabase database, Path routes, Map<String, String> settings)
            throws IOException {
        for (String provider : List.of("stripe", "razorpay", "github", "linear")) {
            copy("connectors/" + provider + "-source.kamelet.yaml", routes);
            source(routes, provider, provider, "");
        }
        source(routes, "careless", "razorpay", FORGETS_WHAT_HAPPENS_ONCE);
        Map<String, String> all = new HashMap<>(settings);
        all.put("serai.routes-dir", routes.toString());
        all.put("serai.secrets.stripe", SECRET);
        HubProcess hub = HubProcess.on(database.url(), "none", all);
        hub.start().awaitReady();
        return new ReconcilingHub(hub);
    }

    private static void source(Path routes, String name, String connector, String step)
            throws IOException {
        Files.createDirectories(routes.resolve("sources"));
        Files.writeString(
                routes.resolve("sources/" + name + ".camel.yaml"),
                """
                - route:
                    id: %s
                    from:
                      uri: kamelet:%s-source
                      parameters:
                        source: %s
                        secret: "{{secret:stripe}}"
                      steps:
                %s        - to: ingress:append
                """
                        .formatted(name, connector, name, step));
    }

    private static void copy(String file, Path to) throws IOException {
        Files.createDirectories(to.resolve(file).getParent());
        Files.copy(Path.of("routes", file), to.resolve(file));
    }

    /** What a page of the API says. */
    JsonNode get(String path) throws IOException {
        return JSON.readTree(hub.get(path).body());
    }

    HttpResponse<String> reconcile(String source, String body) throws IOException {
        return hub.send("POST", "/api/v1/source/" + source + "/reconcile", body);
    }

    static String asked(long from, long to, String key, String... types) {
        ObjectNode body =
                JSON.createObjectNode()
                        .put("from", Instant.ofEpochSecond(from).toString())
                        .put("to", Instant.ofEpochSecond(to).toString())
                        .put("apiKey", key);
        body.putPOJO("types", List.of(types));
        return body.toString();
    }

    /** Sends a webhook; the answer's body. */
    String webhook(String source, String body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(hub.uri("/in/" + source))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer = hub.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Override
    public void close() {
        hub.close();
    }
}
