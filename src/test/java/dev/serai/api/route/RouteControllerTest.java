package dev.serai.api.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.event.ApiServer;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes are edited while two hubs run, and are live on both soon after. */
class RouteControllerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir private static Path ofA;
    @TempDir private static Path ofB;
    private static TestDatabase database;
    private static RouteServer a;
    private static RouteServer b;

    @BeforeAll
    static void start() throws IOException {
        for (Path folder : List.of(ofA, ofB)) {
            Path file = folder.resolve("connectors/razorpay-source.kamelet.yaml");
            Files.createDirectories(file.getParent());
            Files.copy(Path.of("routes/connectors/razorpay-source.kamelet.yaml"), file);
        }
        database = TestDatabase.migrated();
        a =
                RouteServer.start(
                        database, ofA, "serai.relay.hub-id=hub-a", "serai.secrets.of-a=x-y-z");
        b = RouteServer.start(database, ofB, "serai.relay.hub-id=hub-b");
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        database.close();
    }

    @Test
    void aRouteThatIsPutIsLiveOnEveryHub() {
        HttpResponse<String> answer = a.put("made", source("made", ""), "Serai-Comment", "a shop");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(a.send("made", "{\"event\":\"a.b\"}")).isEqualTo(200);
        await().atMost(SOON).until(() -> b.send("made", "{\"event\":\"a.b\"}") == 200);

        JsonNode made = b.get("made");
        assertThat(made.path("kind").asText()).isEqualTo("source");
        assertThat(made.path("origin").asText()).isEqualTo("api");
        assertThat(made.path("author").asText()).isEqualTo("root key");
        assertThat(made.path("comment").asText()).isEqualTo("a shop");
        assertThat(made.path("yaml").asText()).isEqualTo(source("made", ""));
        assertThat(names(a.get("?kind=source"))).contains("made").doesNotContain("razorpay-source");
        assertThat(names(a.get("?kind=connector"))).contains("razorpay-source");

        HttpResponse<String> yaml =
                a.http().send(a.http().request("/api/v1/route/made").header("Accept", "text/yaml"));
        assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(yaml.body()).isEqualTo(source("made", ""));
    }

    @Test
    void anEditThatFollowsAnotherVersionIsRefused() {
        a.edited("raced", source("raced", ""));
        String changed = source("raced", "- log: changed");
        assertThat(a.put("raced", changed, "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(a.put("raced", changed, "If-Match", "\"1\"").statusCode()).isEqualTo(200);
        JsonNode late = a.refused(412, a.put("raced", source("raced", ""), "If-Match", "\"1\""));
        assertThat(late.path("detail").asText()).contains("If-Match: \"2\"");
        assertThat(a.refused(400, a.put("raced", changed, "If-Match", "W/\"1\"")).toString())
                .contains("If-Match");
        assertThat(a.edited("raced", changed).path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aVersionThatCannotBeStartedChangesNothing() {
        a.edited("kept", source("kept", ""));
        for (String broken :
                List.of(
                        "- route: [",
                        "a text",
                        source("other", ""),
                        source("kept", "- tooo: x"),
                        source("kept", "- to: nowhere:x"),
                        source("kept", "").replace("razorpay-source", "nobody-source"),
                        source("kept", "").replace("{{secret:shop}}", "{{secret:none}}"))) {
            JsonNode problem = a.refused(422, a.put("kept", broken));
            assertThat(problem.path("detail").asText()).startsWith("Nothing was changed: ");
        }
        assertThat(a.get("kept").path("version").asInt()).isEqualTo(1);
        assertThat(a.send("kept", "{\"event\":\"a.b\"}")).isEqualTo(200);
        a.refused(413, a.put("kept", "#" + "x".repeat(256 * 1024) + "\n" + source("kept", "")));
        a.refused(422, a.put("-kept", source("-kept", "")));
        HttpResponse<String> typed =
                a.http()
                        .send(
                                a.http()
                                        .request("/api/v1/route/kept")
                                        .header("Content-Type", "text/html")
                                        .PUT(BodyPublishers.ofString("x")));
        assertThat(typed.statusCode()).isEqualTo(415);
    }

    @Test
    void whatWasDeletedOrChangedCanBeHadAgain() {
        a.edited("back", source("back", ""));
        a.edited("back", source("back", "- log: two"));
        JsonNode diff = a.get("back/diff?from=1&to=2");
        assertThat(diff.path("diff").asText()).contains("+        - log: two");
        assertThat(diff.at("/hunks/0/lines").size()).isPositive();

        assertThat(a.delete("back").statusCode()).isEqualTo(204);
        assertThat(a.send("back", "{}")).isEqualTo(404);
        await().atMost(SOON).until(() -> b.send("back", "{}") == 404);
        assertThat(a.refused(404, a.http().get("/api/v1/route/back")).path("detail").asText())
                .contains("deleted by version 3");
        assertThat(names(a.get(""))).doesNotContain("back");

        a.refused(422, a.post("back/rollback", "{\"version\": 3}"));
        a.refused(404, a.post("back/rollback", "{\"version\": 9}"));
        JsonNode again =
                a.refused(
                        200,
                        a.post("back/rollback", "{\"version\": 1, \"comment\": \"one was fine\"}"));
        assertThat(again.path("version").asInt()).isEqualTo(4);
        assertThat(again.path("origin").asText()).isEqualTo("rollback");
        await().atMost(SOON).until(() -> b.send("back", "{\"event\":\"a.b\"}") == 200);

        JsonNode page = a.get("back/version?limit=3");
        assertThat(page.at("/data").findValuesAsText("version")).containsExactly("4", "3", "2");
        JsonNode rest = a.get("back/version?limit=3&iterator=" + page.path("iterator").asText());
        assertThat(rest.at("/data").findValuesAsText("version")).containsExactly("1");
        assertThat(a.get("back/version/1").path("yaml").asText()).isEqualTo(source("back", ""));
        assertThat(
                        a.jdbc()
                                .sql("select action from serai.audit where target = 'back'")
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder(
                        "route.change", "route.change", "route.delete", "route.rollback");
    }

    @Test
    void aDraftIsJudgedWithoutBeingStored() {
        JsonNode good = validated(source("draft", ""));
        assertThat(good.path("valid").asBoolean()).as(good.toString()).isTrue();
        assertThat(good.path("problems")).isEmpty();

        JsonNode bad = validated(source("draft", "- to: exec:id"));
        assertThat(bad.path("valid").asBoolean()).isFalse();
        assertThat(bad.at("/problems/0/line").asInt()).isPositive();
        assertThat(bad.at("/problems/0/column").asInt()).isPositive();
        assertThat(bad.at("/problems/0/detail").asText()).contains("exec");
        assertThat(bad.at("/problems/0/fix").asText()).contains("use one of");

        assertThat(validated("- route: [").path("valid").asBoolean()).isFalse();
        assertThat(validated("a text").path("valid").asBoolean()).isFalse();
        a.refused(404, a.http().get("/api/v1/route/draft"));
    }

    private static JsonNode validated(String text) {
        HttpResponse<String> answer =
                a.http()
                        .send(
                                a.http()
                                        .request("/api/v1/route/validate")
                                        .header("Content-Type", "application/yaml")
                                        .POST(BodyPublishers.ofString(text)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ApiServer.json(answer.body());
    }

    @Test
    void aStoppedSourceAsksItsSendersToComeAgain() {
        a.edited("paused", source("paused", ""));
        assertThat(a.post("paused/stop", "").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = a.sent("paused", "{}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        await().atMost(SOON).until(() -> b.send("paused", "{}") == 503);
        // An edit is proved, and waits for the start.
        a.refused(422, a.put("paused", source("paused", "- tooo: x")));
        assertThat(a.edited("paused", source("paused", "- log: x")).path("state").asText())
                .isEqualTo("stopped");
        assertThat(a.send("paused", "{}")).isEqualTo(503);
        assertThat(a.post("paused/start", "").statusCode()).isEqualTo(200);
        assertThat(a.send("paused", "{\"event\":\"a.b\"}")).isEqualTo(200);
        await().atMost(SOON).until(() -> b.send("paused", "{\"event\":\"a.b\"}") == 200);
        a.refused(422, a.post("razorpay-source/stop", ""));
    }

    @Test
    void aNameIsOfOneKind() {
        a.edited("both", source("both", ""));
        JsonNode problem = a.refused(409, a.put("both", sink("both", "x")));
        assertThat(problem.path("detail").asText()).contains("a source of the name both");
    }

    @Test
    void aConnectorThatItsSourcesCannotBeMadeOfAnyMoreIsRefused() throws IOException {
        String connector =
                Files.readString(Path.of("routes/connectors/razorpay-source.kamelet.yaml"))
                        .replace("name: razorpay-source", "name: mine-source");
        a.edited("mine-source", connector);
        a.edited("mine", source("mine", "").replace("razorpay-source", "mine-source"));
        JsonNode broken =
                a.refused(
                        422,
                        a.put(
                                "mine-source",
                                connector.replace("pattern: \"[a-z0-9]", "pattern: \"[0-9]")));
        assertThat(broken.path("detail").asText()).contains("mine cannot be made of it any more");
        assertThat(a.send("mine", "{\"event\":\"a.b\"}")).isEqualTo(200);
        JsonNode used = a.refused(409, a.delete("mine-source"));
        assertThat(used.path("detail").asText()).contains("it is used by mine");

        a.edited("mine-source", connector.replace("\"razorpay.\"", "\"mine.\""));
        await().atMost(SOON)
                .until(() -> b.send("mine", unique("c.d")) == 200 && types().contains("mine.c.d"));
        a.send("mine", unique("e.f"));
        assertThat(types()).contains("mine.e.f");
    }

    @Test
    void aSinkGoesOnWhereItWasWhenItsRouteIsReplaced() {
        a.edited("feed", source("feed", ""));
        a.edited("sink", sink("sink", "v0"));
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            String body = "{\"event\":\"feed.n\",\"n\":" + i + "}";
            expected.add(body);
            assertThat(a.send("feed", body)).isEqualTo(200);
            if (i % 5 == 0) {
                a.edited("sink", sink("sink", "v" + i));
            }
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(bodies()).filteredOn(expected::contains).hasSize(60));
        assertThat(bodies()).doesNotHaveDuplicates();
        assertThat(labels()).contains("v0").containsAnyOf("v50", "v55", "v60");
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            JsonNode status = b.get("sink/status");
                            assertThat(status.path("lag").asLong()).isZero();
                            assertThat(status.at("/hubs").findValuesAsText("version"))
                                    .containsExactly("13", "13");
                        });

        a.post("sink/stop", "");
        await().atMost(SOON).until(() -> states("sink").equals(List.of("stopped", "stopped")));
        a.send("feed", "{\"event\":\"feed.late\"}");
        await().atMost(SOON).until(() -> b.get("sink/status").path("lag").asLong() > 0);
        a.post("sink/start", "");
        await().atMost(SOON).until(() -> bodies().contains("{\"event\":\"feed.late\"}"));
    }

    @Test
    void aNewSinkBeginsWhereItIsToldToAndAnOldOneWhereItWas() {
        a.edited("early", source("early", ""));
        a.send("early", "{\"event\":\"feed.one\"}");
        String time =
                a.jdbc()
                                .sql(
                                        "select to_char(max(appended_at) + interval '1 ms', 'YYYY-MM-DD\"T\"HH24:MI:SS.USOF') from serai.event")
                                .query(String.class)
                                .single()
                        + ":00";
        a.send("early", "{\"event\":\"feed.two\"}");
        a.edited("from-start", sink("from-start", "start"));
        a.edited(
                "from-time",
                sink("from-time", "time")
                        .replace("batch:", "from: \"" + time + "\"\n        batch:"));
        a.edited(
                "from-now", sink("from-now", "now").replace("batch:", "from: now\n        batch:"));
        a.refused(
                422,
                a.put(
                        "from-never",
                        sink("from-never", "x").replace("batch:", "from: never\n        batch:")));
        a.send("early", "{\"event\":\"feed.three\"}");
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            assertThat(collectedBy("start"))
                                    .contains("feed.one", "feed.two", "feed.three");
                            assertThat(collectedBy("time"))
                                    .containsExactlyInAnyOrder("feed.two", "feed.three");
                            assertThat(collectedBy("now")).containsExactly("feed.three");
                        });
        // Whoever is to begin anew is forgotten first.
        a.edited("from-now", sink("from-now", "again"));
        assertThat(forget("from-now")).isEqualTo(409);
        a.delete("from-now");
        await().atMost(SOON).until(() -> forget("from-now") == 204);
        assertThat(forget("from-now")).isEqualTo(404);
        a.edited("from-now", sink("from-now", "again"));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(collectedBy("again"))
                                        .contains("feed.one", "feed.two", "feed.three"));
    }

    @Test
    void aSinkWhoseStepsAreKameletsIsReplacedToo() {
        String kamelet =
                """
                kind: Kamelet
                metadata: {name: labelled-sink}
                spec:
                  definition:
                    title: Collects
                    type: object
                    required: [label]
                    properties:
                      label: {type: string}
                  template:
                    from:
                      uri: kamelet:source
                      steps:
                        - to: "collect:{{label}}"
                """;
        a.edited("labelled-sink", kamelet);
        a.edited("steps", source("steps", ""));
        String text = sink("by-steps", "x").replace("collect:x", "kamelet:labelled-sink?label=s");
        for (int i = 0; i < 4; i++) {
            a.edited("by-steps", "# " + i + "\n" + text);
            String type = "feed.step" + i;
            a.send("steps", "{\"event\":\"" + type + "\"}");
            await().atMost(SOON).until(() -> collectedBy("s").contains(type));
        }
        a.edited("labelled-sink", kamelet.replace("collect:{{", "collect:new-{{"));
        await().atMost(SOON).until(() -> versions("labelled-sink").equals(List.of("2", "2")));
        a.send("steps", "{\"event\":\"feed.step9\"}");
        await().atMost(SOON).until(() -> collectedBy("new-s").contains("feed.step9"));
    }

    private static int forget(String sink) {
        return a.http()
                .send(a.http().request("/api/v1/sink/" + sink + "/cursor").DELETE())
                .statusCode();
    }

    private static List<String> collectedBy(String label) {
        return collected().stream()
                .filter(line -> line.startsWith(label + " "))
                .map(line -> line.replaceFirst(".*\"event\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void aHubThatCannotStartAVersionSaysSoAndKeepsTheOneBefore() {
        a.edited("half", source("half", ""));
        await().atMost(SOON).until(() -> states("half").equals(List.of("running", "running")));
        a.edited("half", source("half", "- setVariable: {name: x, constant: '{{secret:of-a}}'}"));
        await().atMost(SOON).until(() -> states("half").equals(List.of("running", "behind")));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(a.get("half/status").at("/hubs/1/fault").asText())
                                        .contains("SERAI_SECRETS_OF_A"));
        assertThat(b.send("half", "{\"event\":\"a.b\"}")).isEqualTo(200);
        a.post("half/rollback", "{\"version\": 1}");
        await().atMost(SOON).until(() -> states("half").equals(List.of("running", "running")));
    }

    @Test
    void whatIsExportedIsNoNewVersionAndAFileThatChangesIsOne() throws IOException {
        a.edited("filed", source("filed", ""));
        JsonNode exported = a.refused(200, a.post("filed/export", ""));
        Path file = ofA.resolve(exported.path("file").asText());
        assertThat(file).hasContent(source("filed", ""));
        a.edited("filed", source("filed", "- log: two"));
        Files.writeString(file, source("filed", "- log: three"));
        await().atMost(SOON).until(() -> b.get("filed").path("version").asInt() == 3);
        assertThat(b.get("filed").path("origin").asText()).isEqualTo("file");
        Files.delete(file);
        await().atMost(SOON).until(() -> b.send("filed", "{}") == 404);
    }

    @Test
    void aHubWhoseFolderIsBehindTakesNothingBack(@TempDir Path behind) throws IOException {
        a.edited("rolling", source("rolling", ""));
        a.edited("rolling", source("rolling", "- log: two"));
        Path file = behind.resolve("sources/rolling.camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source("rolling", ""));
        try (RouteServer c = RouteServer.start(database, behind, "serai.relay.hub-id=hub-c")) {
            assertThat(c.get("rolling").path("version").asInt()).isEqualTo(2);
            assertThat(c.get("rolling/status").path("olderFile").asInt()).isEqualTo(1);
            assertThat(a.get("rolling/status").has("olderFile")).isFalse();
            assertThat(c.send("rolling", "{\"event\":\"a.b\"}")).isEqualTo(200);
        }
    }

    private static List<String> states(String route) {
        return a.get(route + "/status").at("/hubs").findValuesAsText("state").stream()
                .limit(2)
                .toList();
    }

    private static List<String> versions(String route) {
        return a.get(route + "/status").at("/hubs").findValuesAsText("version");
    }

    private static List<String> types() {
        return a.jdbc().sql("select distinct type from serai.event").query(String.class).list();
    }

    private static String unique(String event) {
        return "{\"event\":\"" + event + "\",\"n\":\"" + UUID.randomUUID() + "\"}";
    }

    private static List<String> collected() {
        List<String> all = new ArrayList<>(a.collected());
        all.addAll(b.collected());
        return all;
    }

    /** What came to the sink whose labels are v0, v5 and so on. */
    private static List<String> ofSink() {
        return collected().stream().filter(line -> line.matches("v[0-9]+ .*")).toList();
    }

    private static List<String> bodies() {
        return ofSink().stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }

    private static List<String> labels() {
        return ofSink().stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.path("data").spliterator(), false)
                .map(one -> one.path("name").asText())
                .toList();
    }

    private static String source(String name, String step) {
        return """
        - route:
            id: %s
            from:
              uri: kamelet:razorpay-source
              parameters:
                source: %s
                secret: "{{secret:shop}}"
              steps:
                %s
                - to: ingress:append
        """
                .formatted(name, name, step);
    }

    private static String sink(String name, String label) {
        return """
        - route:
            id: %s
            from:
              uri: outbox:%s
              parameters:
                batch: false
                types: "razorpay.feed.*"
              steps:
                - to: collect:%s
        """
                .formatted(name, name, label);
    }
}
