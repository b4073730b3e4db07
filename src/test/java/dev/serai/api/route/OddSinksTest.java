package dev.serai.api.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.api.event.ApiServer;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route makes of an event at run time harms neither the other events nor the hub. */
class OddSinksTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String FAILING =
            "{throwException: {exceptionType: java.lang.IllegalArgumentException, message: no}}";

    @TempDir private static Path folder;
    private static TestDatabase database;
    private static RouteServer hub;

    @BeforeAll
    static void start() throws IOException {
        Path file = folder.resolve("connectors/razorpay-source.kamelet.yaml");
        Files.createDirectories(file.getParent());
        Files.copy(Path.of("routes/connectors/razorpay-source.kamelet.yaml"), file);
        database = TestDatabase.migrated();
        hub = RouteServer.start(database, folder);
        hub.edited(
                "shop",
                """
                - route:
                    id: shop
                    from:
                      uri: kamelet:razorpay-source
                      parameters: {source: shop, secret: "{{secret:shop}}"}
                      steps:
                        - to: ingress:append
                """);
    }

    @AfterAll
    static void stop() {
        hub.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "barred    | exec:id              | - recipientList: {jq: {expression: .to, resultType: java.lang.String}}",
                "unknown   | collect:x?nosuch=1   | - recipientList: {jq: {expression: .to, resultType: java.lang.String}}",
                "no-uri    | ::                   | - recipientList: {jq: {expression: .to, resultType: java.lang.String}}",
                "deep      | x                    | - setBody: {jq: 'def f: [f]; f'}",
                "of-split   | x | - split: {tokenize: {token: e}, steps: [{choice: {when: [{simple: '${exchangeProperty.CamelSplitIndex} == 0', steps: [FAIL]}]}}]}",
                "multicast  | x | - multicast: {steps: [FAIL, {log: fine}]}",
                "at-once    | x | - multicast: {parallelProcessing: true, steps: [FAIL, {log: fine}]}",
                "endless   | x | - loop: {doWhile: true, simple: 'true', steps: [{setHeader: {name: x, constant: y}}]}",
            })
    void anEventThatMakesTheRouteFailIsParkedAndTheNextOneComes(
            String name, String to, String step) {
        hub.edited(
                name,
                sink(
                        "",
                        name,
                        "attemptsMax: 1, ",
                        step.replace("FAIL", FAILING) + "\n        - to: collect:" + name));
        send(name, to);
        await().atMost(SOON).until(() -> parked(name).size() == 1);
        assertThat(parked(name)).containsExactly("exhausted");
    }

    @Test
    void aRouteHasWhatIsForItsFailuresBeforeIt() {
        String text =
                sink(
                        """
                        - onException:
                            exception: [java.lang.IllegalStateException]
                            handled: {constant: "true"}
                            steps:
                              - to: park:unknown
                        """,
                        "handled",
                        "",
                        "- throwException: {exceptionType: java.lang.IllegalStateException, message: x}");
        HttpResponse<String> judged =
                hub.http()
                        .send(
                                hub.http()
                                        .request("/api/v1/route/validate")
                                        .header("Content-Type", "application/yaml")
                                        .POST(BodyPublishers.ofString(text)));
        assertThat(ApiServer.json(judged.body()).path("problems")).isEmpty();
        hub.edited("handled", text);
        assertThat(hub.get("handled").path("kind").asText()).isEqualTo("sink");
        send("handled", "x");
        await().atMost(SOON).until(() -> parked("handled").size() == 1);
        assertThat(parked("handled")).containsExactly("refused");
    }

    @Test
    void aComponentWhoseJarsDoNotFitIsRefusedLikeAnyOther() {
        var problem =
                hub.refused(422, hub.put("unfit", sink("", "unfit", "", "- to: collect:unfit")));
        assertThat(problem.path("detail").asText()).contains("some/other/Jar");
        hub.edited("fit", sink("", "fit", "", "- to: collect:fit"));
    }

    @Test
    void whoeverStartsARouteWhileItIsEditedStartsIt() {
        hub.edited("raced", sink("", "raced", "", "- log: 0"));
        for (int i = 1; i <= 8; i++) {
            hub.post("raced/stop", "");
            String text = sink("", "raced", "", "- log: " + i);
            CompletableFuture<Integer> edited =
                    CompletableFuture.supplyAsync(() -> hub.put("raced", text).statusCode());
            assertThat(hub.post("raced/start", "").statusCode()).isEqualTo(200);
            assertThat(edited.join()).isEqualTo(200);
            assertThat(hub.get("raced").path("state").asText()).isEqualTo("running");
        }
    }

    private static void send(String name, String to) {
        String body =
                "{\"event\":\"%s.made\",\"to\":\"%s\",\"n\":\"%s\"}"
                        .formatted(name, to, UUID.randomUUID());
        assertThat(hub.send("shop", body)).isEqualTo(200);
    }

    private static List<String> parked(String sink) {
        return hub.jdbc()
                .sql("select reason from serai.parked where sink = ?")
                .param(sink)
                .query(String.class)
                .list();
    }

    private static String sink(String before, String name, String options, String steps) {
        return before
                + """
                - route:
                    id: %s
                    from:
                      uri: outbox:%s
                      parameters: {%stypes: razorpay.%s.made}
                      steps:
                        %s
                """
                        .formatted(name, name, options, name, steps);
    }
}
