package dev.serai.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.event.PostgresEvents;
import dev.serai.api.source.SourceServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drafts are tried: each step is shown, nothing leaves, nothing is stored. */
class BenchControllerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a-secret-of-some-length";
    private static final String SAMPLE =
            "{\"connector\": \"razorpay\", \"event\": \"payment.captured\"}";

    @TempDir private static Path routes;
    private static SourceServer hub;

    @BeforeAll
    static void start() {
        hub =
                SourceServer.startWith(
                        List.of(Bench.class),
                        routes,
                        "serai.secrets.token=" + SECRET,
                        "serai.secrets.razorpay=" + SECRET);
        hub.makeRazorpay("shop", SECRET);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void showsWhatASourceMakesOfASampleStepByStep() {
        JsonNode trial = trial("mine", source(""), "sample", SAMPLE);
        assertThat(trial.path("finished").asBoolean()).as(trial.toPrettyString()).isTrue();
        assertThat(trial.at("/events/0/type").asText()).isEqualTo("razorpay.payment.captured");
        assertThat(trial.at("/events/0/data/event").asText()).isEqualTo("payment.captured");
        assertThat(trial.path("sent")).isEmpty();
        assertThat(trial.path("steps").findValuesAsText("kind")).contains("setVariable", "to");
        JsonNode mapped = step(trial, "setVariable").path("after");
        assertThat(mapped.at("/variables/event").asText()).contains("razorpay.payment.captured");
        assertThat(trial.toString()).doesNotContain(SECRET);
        assertThat(events()).isZero();
    }

    @Test
    void showsWhatADraftOfAConnectorMakesOfARequest() {
        JsonNode trial =
                trial(
                        "razorpay-source",
                        text("razorpay-source"),
                        "body",
                        "{\"event\": \"refund.created\", \"created_at\": 1}");
        assertThat(trial.at("/events/0/type").asText()).isEqualTo("razorpay.refund.created");
        assertThat(trial.at("/events/0/time").asText()).isEqualTo("1970-01-01T00:00:01Z");
    }

    @Test
    void recordsWhateverASinkWouldSend() {
        JsonNode trial =
                trial(
                        "out",
                        sink(
                                """
                                - setHeader:
                                    name: Authorization
                                    simple: "Bearer {{secret:token}}"
                                - setHeader:
                                    name: where
                                    constant: b
                                - enrich:
                                    constant: https://enrich.example/x
                                - toD:
                                    uri: https://example.com/${header.where}?httpMethod=PUT
                                - choice:
                                    when:
                                      - simple: "${header.ce_type} == 'razorpay.payment.captured'"
                                        steps:
                                          - to: log:captured
                                    otherwise:
                                      steps:
                                        - to: log:other
                                """),
                        "sample",
                        SAMPLE);
        assertThat(trial.path("finished").asBoolean()).as(trial.toPrettyString()).isTrue();
        assertThat(trial.path("sent").findValuesAsText("uri"))
                .contains("https://example.com/b?httpMethod=PUT", "https://enrich.example/x")
                .contains("log://captured")
                .doesNotContain("log://other");
        JsonNode sent = trial.at("/sent/0/message");
        assertThat(sent.at("/headers/Authorization").asText()).isEqualTo("(hidden)");
        assertThat(sent.at("/headers/ce_type").asText()).isEqualTo("razorpay.payment.captured");
        assertThat(sent.path("body").asText()).contains("payment.captured");
        assertThat(trial.toString()).doesNotContain(SECRET);
        assertThat(step(trial, "setHeader").path("line").asInt()).isEqualTo(6);
    }

    @Test
    void triesWhatIsInTheLogAndWhatIsNot() {
        JsonNode accepted = JSON.valueToTree(hub.razorpay("shop", SECRET, "evt_1").body());
        String id = accepted.asText().replaceAll(".*(msg_[0-9A-Za-z]{27}).*", "$1");
        String text = "\"" + id + "\"";
        JsonNode at = trial("out", sink("- to: log:done\n"), "event", text);
        assertThat(at.at("/sent/0/message/headers/ce_id").asText()).isEqualTo(id);
        String request = "{\"source\": \"shop\", \"id\": \"" + id + "\"}";
        assertThat(trial("mine", source(""), "request", request).path("events")).hasSize(1);
        String narrow = sink("- to: log:done\n").replace("outbox:out", "outbox:out?types=no.*");
        assertThat(trial("out", narrow, "event", text).path("note").asText()).contains("leave");
    }

    @Test
    void saysWhichStepFailedAndWhy() {
        JsonNode trial =
                trial(
                        "out",
                        sink(
                                """
                                - setBody:
                                    jq:
                                      expression: '.a | error("nothing of use")'
                                - to: log:done
                                """),
                        "sample",
                        SAMPLE);
        assertThat(trial.path("finished").asBoolean()).isFalse();
        assertThat(trial.path("fault").asText()).contains("nothing of use");
        assertThat(step(trial, "setBody").path("fault").asText()).contains("nothing of use");
        assertThat(trial.path("sent")).isEmpty();
    }

    @Test
    void endsWhatDoesNotEnd() {
        String loop =
                """
                - loop:
                    simple: "true"
                    doWhile: true
                    steps:
                      - setHeader:
                          name: again
                          constant: yes
                """;
        JsonNode trial = trial("out", sink(loop), "sample", SAMPLE);
        assertThat(trial.path("fault").asText()).isEqualTo("it was ended after 500 steps");
        String delay = "- delay:\n    constant: 60000\n- to: log:late\n";
        JsonNode slow = trial("out", sink(delay), "sample", SAMPLE);
        assertThat(slow.path("fault").asText()).isEqualTo("it was not done after 5 seconds");
        assertThat(slow.path("sent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec:touch", "class:java.lang.System", "file:/etc?fileName=passwd"})
    void doesNotRunWhatIsForbidden(String uri) {
        JsonNode problem =
                hub.call(422, "POST", path("out"), body(sink("- to: " + uri + "\n"), "body", "1"));
        assertThat(problem.path("code").asText()).isEqualTo("route_refused");
        assertThat(problem.at("/errors/0/detail").asText()).contains("line ");
    }

    @Test
    void refusesToTryOnNothingOrOnSeveralThings() {
        hub.call(422, "POST", path("out"), body(sink("- to: log:x\n"), "headers", "{}"));
        hub.call(404, "POST", path("nobody"), "{\"body\": 1}");
        hub.call(404, "GET", "/api/v1/route/nobody/diagram", "");
    }

    @Test
    void drawsARouteAsATree() {
        JsonNode tree = hub.get("/api/v1/route/razorpay-source/diagram");
        assertThat(tree.path("kind").asText()).isEqualTo("from");
        assertThat(tree.path("uri").asText()).startsWith("platform-http:");
        assertThat(tree.path("children").findValuesAsText("uri"))
                .anyMatch(uri -> uri.startsWith("ingress:verify?algorithm=sha256&"));
    }

    private static JsonNode trial(String name, String yaml, String what, String given) {
        return hub.call(200, "POST", path(name), body(yaml, what, given));
    }

    private static String path(String name) {
        return "/api/v1/route/" + name + "/test";
    }

    private static String body(String yaml, String what, String given) {
        try {
            ObjectNode body = JSON.createObjectNode().put("yaml", yaml);
            return body.set(what, JSON.readTree(given)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode step(JsonNode trial, String kind) {
        for (JsonNode step : trial.path("steps")) {
            if (step.path("kind").asText().equals(kind)) {
                return step;
            }
        }
        throw new AssertionError("no step " + kind + " in " + trial.toPrettyString());
    }

    private static String source(String more) {
        return """
               - route:
                   id: mine
                   from:
                     uri: kamelet:razorpay-source
                     parameters:
                       source: mine
                       secret: "{{secret:razorpay}}"
                     steps:
                       - to: ingress:append
               """
                + more;
    }

    private static String sink(String steps) {
        return """
               - route:
                   id: out
                   from:
                     uri: outbox:out
                     steps:
               """
                + steps.indent(8);
    }

    private static String text(String kamelet) {
        try {
            return Files.readString(Path.of("routes/connectors/" + kamelet + ".kamelet.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int events() {
        return hub.jdbc().sql("select count(*) from serai.event").query(Integer.class).single();
    }

    /** What the bench needs besides. No stereotype: the hub's own scan must not find it. */
    @ComponentScan(
            basePackages = "dev.serai",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    "dev\\.serai\\.(relay\\.Relay|route\\.sink\\.Sink"
                                            + "|route\\.bench\\.Bench|api\\.bench\\.BenchApi)"
                                            + "Configuration"
                                            + "|dev\\.serai\\.api\\.bench\\.BenchController"))
    static class Bench {

        @Bean
        PostgresEvents postgresEvents(JdbcClient jdbc) {
            return new PostgresEvents(jdbc);
        }
    }
}
