package dev.serai.api.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.event.PostgresEvents;
import dev.serai.api.source.SourceServer;
import dev.serai.route.table.DataSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
    @TempDir private static Path data;
    private static SourceServer hub;

    @BeforeAll
    static void start() {
        hub =
                SourceServer.startWith(
                        List.of(Bench.class),
                        routes,
                        "serai.data-dir=" + data,
                        "serai.secrets.token=" + SECRET,
                        "serai.secrets.url=https://far.example/" + SECRET,
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
    void triesTheSinkThatIsShipped() throws IOException {
        String shipped = Files.readString(Path.of("routes/sinks/kafka.camel.yaml"));
        JsonNode trial = trial("kafka", shipped, "sample", SAMPLE);
        assertThat(trial.path("finished").asBoolean()).as(trial.toPrettyString()).isTrue();
        assertThat(trial.path("sent")).hasSize(1);
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

    @Test
    void endsMappingsThatDoNotEndAndIsFreeForTheNextOnes() {
        String endless = sink("- setBody: {jq: '[range(0; 1e300) | empty]'}\n");
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            List<Future<JsonNode>> both =
                    Stream.generate(
                                    () ->
                                            callers.submit(
                                                    () -> trial("out", endless, "sample", SAMPLE)))
                            .limit(2)
                            .toList();
            for (Future<JsonNode> one : both) {
                assertThat(one.get().path("fault").asText())
                        .containsAnyOf("was not done after 5 seconds", "works too long");
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        String harmless = sink("- to: log:done\n");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> trial("out", harmless, "sample", SAMPLE));
    }

    @Test
    void endsMessagesThatGrowWithoutEnd() {
        String twice = "      - setBody:\n          simple: ${body}${body}\n";
        JsonNode trial =
                trial(
                        "out",
                        sink("- loop:\n    constant: 60\n    steps:\n" + twice),
                        "sample",
                        SAMPLE);
        assertThat(trial.path("fault").asText()).contains("grown beyond 16 MiB");
    }

    @Test
    void showsWhatIsAnsweredToAHandshake() {
        ObjectNode body = JSON.createObjectNode().put("yaml", text("meta-source"));
        body.put("body", "").put("method", "GET");
        body.put("query", "hub.mode=subscribe&hub.challenge=4711&hub.verify_token=x");
        JsonNode trial = hub.call(200, "POST", path("meta-source"), body.toString());
        assertThat(trial.at("/answer/status").asInt()).as(trial.toPrettyString()).isEqualTo(200);
        assertThat(trial.at("/answer/body").asText()).isEqualTo("4711");
        assertThat(trial.path("events")).isEmpty();
        String slack = "{\"type\": \"url_verification\", \"challenge\": \"a-b-c\"}";
        ObjectNode asked = JSON.createObjectNode().put("body", slack);
        asked.put("yaml", text("slack-source"));
        assertThat(
                        hub.call(200, "POST", path("slack-source"), asked.toString())
                                .at("/answer/body")
                                .asText())
                .isEqualTo("a-b-c");
    }

    /** Each of them, in the hub itself, would connect, write or call. */
    static List<String> leaving() {
        return List.of(
                "to: http://FAR/a",
                "to: {uri: '{{secret:url}}', parameters: {httpMethod: POST}}",
                "to: kafka:t?brokers=FAR",
                "to: jdbc:till",
                "to: smtp:FAR?to=a@b.example",
                "to: 'log:out'",
                "log: 'written'",
                "to: 'file:{{files}}/out'",
                "to: park:no",
                "toD: 'http://FAR/${header.ce_id}'",
                "enrich: {constant: 'http://FAR/b'}",
                "recipientList: {constant: 'http://FAR/c,http://FAR/d'}",
                "routingSlip: {constant: 'http://FAR/e'}",
                "multicast: {steps: [{to: 'http://FAR/f'}]}",
                "split: {tokenize: {token: ' '}, steps: [{to: 'http://FAR/g'}]}");
    }

    @ParameterizedTest
    @MethodSource("leaving")
    void nothingLeavesAndNothingIsStored(String step) throws IOException {
        Map<String, Long> before = rows();
        try (ServerSocket far = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String statement = "- setBody: {constant: insert into t values (1)}\n- ";
            String steps = statement + step.replace("FAR", "127.0.0.1:" + far.getLocalPort());
            JsonNode trial = trial("out", sink(steps), "sample", SAMPLE);
            assertThat(trial.path("sent")).as(trial.toPrettyString()).isNotEmpty();
            far.setSoTimeout(50);
            assertThatThrownBy(far::accept).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(rows()).isEqualTo(before);
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wireTap: 'http://127.0.0.1:9/a'",
                "to: sql:select 1",
                "to: slack:alerts",
                "pollEnrich: {constant: 'file:{{files}}/in'}",
                "poll: 'http://127.0.0.1:9/a'"
            })
    void whatARouteMayNotOrABenchCannotIsNotTried(String step) {
        HttpResponse<String> answer =
                hub.call("POST", path("out"), body(sink("- " + step + "\n"), "sample", SAMPLE));
        JsonNode trial = read(answer.body());
        assertThat(answer.statusCode() == 422 || !trial.path("finished").asBoolean())
                .as(answer.body())
                .isTrue();
        assertThat(trial.path("sent")).isEmpty();
    }

    @Test
    void aParameterOfAConnectorMakesNoObject() {
        ObjectNode body = JSON.createObjectNode().put("yaml", text("razorpay-source"));
        body.put("body", "{}").putObject("parameters").put("project", "#class:java.util.Random");
        JsonNode trial = hub.call(200, "POST", path("razorpay-source"), body.toString());
        assertThat(trial.path("fault").asText()).contains("refers to a bean or a class");
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many rows each table has. */
    private static Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        hub.jdbc()
                .sql("select tablename from pg_tables where schemaname = 'serai'")
                .query(String.class)
                .list()
                .forEach(
                        table ->
                                rows.put(
                                        table,
                                        hub.jdbc()
                                                .sql("select count(*) from serai." + table)
                                                .query(Long.class)
                                                .single()));
        return rows;
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

        /** A database that must never be asked for. */
        @Bean
        DataSources dataSources() {
            return new DataSources() {
                @Override
                public Set<String> names() {
                    return Set.of("till");
                }

                @Override
                public Optional<DataSource> find(String name) {
                    throw new AssertionError("a draft on the bench reached " + name);
                }
            };
        }

        @Bean
        PostgresEvents postgresEvents(JdbcClient jdbc) {
            return new PostgresEvents(jdbc);
        }
    }
}
