package dev.serai.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources are made, changed and ended while the hub runs. */
class SourceControllerTest {

    private static final String SECRET = "a-secret-of-some-length";

    /** How soon another hub must know. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir private Path routes;
    private SourceServer hub;

    @BeforeEach
    void start() {
        hub = SourceServer.start(routes);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void takesTheVeryNextWebhookAtASourceThatWasMade() {
        assertThat(hub.razorpay("shop", SECRET, "e0").statusCode()).isEqualTo(404);
        JsonNode made = hub.makeRazorpay("shop", SECRET);
        HttpResponse<String> answer = hub.razorpay("shop", SECRET, "e1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(hub.razorpay("shop", "another-secret", "e2").statusCode()).isEqualTo(401);
        assertThat(made.path("path").asText()).isEqualTo("/in/shop");
        assertThat(made.path("connector").asText()).isEqualTo("razorpay");
        assertThat(made.path("project").asText()).isEqualTo("default");
        assertThat(made.path("state").asText()).isEqualTo("started");
        assertThat(made.path("origin").asText()).isEqualTo("api");
        assertThat(made.path("enabled").asBoolean()).isTrue();
    }

    @Test
    void knowsNoSourceAtAPathThatIsOnlyLikeOnes() {
        hub.makeRazorpay("shop", SECRET);
        for (String path : new String[] {"/in//shop", "/in/shop;a=b", "/in/../in/shop"}) {
            HttpResponse<String> answer = hub.http().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).contains("source_unknown");
        }
    }

    @Test
    void neverShowsASecretOrKeepsItPlainWithAMasterKey(@TempDir Path other) {
        String key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
        try (SourceServer sealed = SourceServer.start(other, "serai.master-key=" + key)) {
            sealed.makeRazorpay("shop", SECRET);
            String shown = sealed.http().get("/api/v1/source/shop").body();
            assertThat(shown).doesNotContain(SECRET).contains("\"secretMasked\":\"****ngth\"");
            assertThat(sealed.http().get("/api/v1/source").body()).doesNotContain(SECRET);
            String row =
                    sealed.jdbc()
                            .sql("select s::text from serai.source s")
                            .query(String.class)
                            .single();
            assertThat(row).doesNotContain(SECRET).contains("sealed:");
            try (SourceServer same = sealed.another(other, "serai.master-key=" + key);
                    SourceServer without = sealed.another(other)) {
                assertThat(same.razorpay("shop", SECRET, "e1").statusCode()).isEqualTo(200);
                assertThat(without.razorpay("shop", SECRET, "e2").statusCode()).isEqualTo(503);
            }
        }
    }

    @Test
    void keepsTheSecretThatAChangeDoesNotName() {
        hub.makeRazorpay("shop", SECRET);
        JsonNode put =
                hub.call(
                        200,
                        "PUT",
                        "/api/v1/source/shop",
                        "{\"connector\": \"razorpay\", \"limits\": {\"rate\": 100}}");
        assertThat(put.at("/limits/rate").asInt()).isEqualTo(100);
        assertThat(hub.razorpay("shop", SECRET, "e1").statusCode()).isEqualTo(200);
        JsonNode patched =
                hub.call(
                        200,
                        "PATCH",
                        "/api/v1/source/shop",
                        "{\"limits\": {\"rate\": null}, \"previousSecret\": \"older\"}");
        assertThat(patched.path("limits")).isEmpty();
        assertThat(patched.path("hasPreviousSecret").asBoolean()).isTrue();
        assertThat(hub.razorpay("shop", "older", "e2").statusCode()).isEqualTo(200);
        assertThat(hub.razorpay("shop", SECRET, "e3").statusCode()).isEqualTo(200);
    }

    @Test
    void leavesAllAsItWasWhenAChangeCannotBeStarted() {
        String good =
                "{'connector': 'webhook', 'secret': 'secret', 'parameters':"
                        + " {'signature': 'header:X-Razorpay-Signature', 'type': '.event'}}";
        hub.call(201, "PUT", "/api/v1/source/shop", good.replace('\'', '"'));
        JsonNode problem =
                hub.call(
                        422,
                        "PATCH",
                        "/api/v1/source/shop",
                        "{\"parameters\": {\"type\": \".a ||| b\"}}");
        assertThat(problem.path("code").asText()).isEqualTo("source_refused");
        assertThat(hub.razorpay("shop", "secret", "e1").statusCode()).isEqualTo(200);
        JsonNode there = hub.get("/api/v1/source/shop");
        assertThat(there.at("/parameters/type").asText()).isEqualTo(".event");
        assertThat(there.path("state").asText()).isEqualTo("started");
        JsonNode key =
                hub.call(
                        422,
                        "PATCH",
                        "/api/v1/source/shop",
                        "{\"secret\": \"geheim-gehalten\", \"parameters\": {\"key\": \"hex\"}}");
        assertThat(key.toString()).doesNotContain("geheim");
    }

    @Test
    void keepsTheLimitsOfASourceThoughAChangeOfItFails() {
        hub.call(
                201,
                "PUT",
                "/api/v1/source/shop",
                """
                {"connector": "razorpay", "secret": "%s",
                 "limits": {"bodyMax": "20B", "allowedIps": ["203.0.113.0/24", "2001:db8::1"]}}
                """
                        .formatted(SECRET));
        assertThat(hub.razorpay("shop", SECRET, "e1").statusCode()).isEqualTo(403);
        hub.call(
                422,
                "PATCH",
                "/api/v1/source/shop",
                "{\"limits\": {\"allowedIps\": [\"nowhere\"]}}");
        assertThat(hub.razorpay("shop", SECRET, "e2").statusCode()).isEqualTo(403);
        hub.call(200, "PATCH", "/api/v1/source/shop", "{\"limits\": {\"allowedIps\": null}}");
        assertThat(hub.razorpay("shop", SECRET, "e3").statusCode()).isEqualTo(413);
        hub.call(200, "PATCH", "/api/v1/source/shop", "{\"limits\": {\"bodyMax\": \"1KB\"}}");
        assertThat(hub.razorpay("shop", SECRET, "e4").statusCode()).isEqualTo(200);
    }

    @Test
    void endsASourceThatIsDeletedAndLetsItsNameBeUsedAgain() {
        hub.makeRazorpay("shop", SECRET);
        hub.jdbc()
                .sql("insert into serai.source_secret values ('default', 'shop', 'learned')")
                .update();
        hub.call(204, "DELETE", "/api/v1/source/shop", "");
        assertThat(
                        hub.jdbc()
                                .sql("select count(*) from serai.source_secret")
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(hub.razorpay("shop", SECRET, "e1").statusCode()).isEqualTo(404);
        hub.call(404, "GET", "/api/v1/source/shop", "");
        hub.call(404, "DELETE", "/api/v1/source/shop", "");
        assertThat(
                        hub.jdbc()
                                .sql("select s::text from serai.source s")
                                .query(String.class)
                                .single())
                .doesNotContain(SECRET);
        hub.makeRazorpay("shop", "another");
        assertThat(hub.razorpay("shop", "another", "e2").statusCode()).isEqualTo(200);
    }

    @Test
    void asksSendersToComeAgainWhileASourceIsSwitchedOff() {
        hub.makeRazorpay("shop", SECRET);
        JsonNode off = hub.call(200, "PATCH", "/api/v1/source/shop", "{\"enabled\": false}");
        assertThat(off.path("state").asText()).isEqualTo("disabled");
        HttpResponse<String> answer = hub.razorpay("shop", SECRET, "e1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        hub.call(200, "PATCH", "/api/v1/source/shop", "{\"enabled\": true}");
        assertThat(hub.razorpay("shop", SECRET, "e1").statusCode()).isEqualTo(200);
    }

    @Test
    void takesBothSecretsForTheGraceTimeAndThenTheNewOneOnly() {
        hub.makeRazorpay("shop", SECRET);
        JsonNode rotated =
                hub.call(
                        200,
                        "POST",
                        "/api/v1/source/shop/secret/rotate",
                        "{\"secret\": \"the-next-secret\", \"graceSeconds\": 3}");
        assertThat(rotated.path("previousSecretUntil").asText()).isNotEmpty();
        assertThat(hub.razorpay("shop", "the-next-secret", "n1").statusCode()).isEqualTo(200);
        assertThat(hub.razorpay("shop", SECRET, "o1").statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> hub.razorpay("shop", SECRET, "o2").statusCode() == 401);
        assertThat(hub.razorpay("shop", "the-next-secret", "n2").statusCode()).isEqualTo(200);
        JsonNode after = hub.get("/api/v1/source/shop");
        assertThat(after.path("hasPreviousSecret").asBoolean(true)).isFalse();
        assertThat(after.has("previousSecretUntil")).isFalse();
        JsonNode same =
                hub.call(
                        422,
                        "POST",
                        "/api/v1/source/shop/secret/rotate",
                        "{\"secret\": \"the-next-secret\"}");
        assertThat(same.at("/errors/0/pointer").asText()).isEqualTo("/secret");
    }

    @Test
    void isFollowedByTheOtherHubsOfItsDatabase(@TempDir Path other) {
        hub.makeRazorpay("before", SECRET);
        try (SourceServer second = hub.another(other)) {
            assertThat(second.razorpay("before", SECRET, "e1").statusCode()).isEqualTo(200);
            hub.makeRazorpay("shop", SECRET);
            await().atMost(SOON)
                    .until(() -> second.razorpay("shop", SECRET, "e2").statusCode() == 200);
            hub.call(
                    200,
                    "POST",
                    "/api/v1/source/shop/secret/rotate",
                    "{\"secret\": \"next\", \"graceSeconds\": 0}");
            await().atMost(SOON)
                    .until(() -> second.razorpay("shop", "next", "e3").statusCode() == 200);
            assertThat(second.razorpay("shop", SECRET, "e4").statusCode()).isEqualTo(401);
            hub.call(204, "DELETE", "/api/v1/source/before", "");
            await().atMost(SOON)
                    .until(() -> second.razorpay("before", SECRET, "e5").statusCode() == 404);
        }
    }

    @Test
    void isReplacedByTheLastOfThoseWhoMakeItAtTheSameMoment() throws Exception {
        try (ExecutorService makers = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> making =
                    IntStream.range(0, 3)
                            .mapToObj(i -> makers.submit(() -> make("secret-no-" + i)))
                            .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> one : making) {
                statuses.add(one.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 200, 200);
        }
    }

    private int make(String secret) {
        String body = "{\"connector\": \"razorpay\", \"secret\": \"" + secret + "\"}";
        return hub.call("PUT", "/api/v1/source/many", body).statusCode();
    }

    @Test
    void showsAndForgetsWhatItsProviderTaughtIt() {
        String learned = "/api/v1/source/shop/secret/learned";
        hub.makeRazorpay("shop", SECRET);
        assertThat(hub.http().get(learned).statusCode()).isEqualTo(404);
        hub.jdbc()
                .sql("insert into serai.source_secret values ('default', 'shop', ?)")
                .param("learned-secret-of-some-length")
                .update();
        JsonNode shown = hub.get(learned);
        assertThat(shown.path("secretMasked").asText()).isEqualTo("****ngth");
        assertThat(shown.has("secret")).as("nobody has to type it in").isFalse();
        hub.call(204, "DELETE", learned, "");
        hub.call(404, "DELETE", learned, "");
    }

    @Test
    void keepsARecordOfWhoChangedWhatByName() {
        hub.makeRazorpay("shop", SECRET);
        hub.call(
                200,
                "PATCH",
                "/api/v1/source/shop",
                "{\"secret\": \"the-next-secret\", \"limits\": {\"rate\": 9}, \"enabled\": false}");
        hub.call(422, "PATCH", "/api/v1/source/shop", "{\"limits\": {\"rate\": \"x\"}}");
        hub.call(204, "DELETE", "/api/v1/source/shop", "");
        List<String> records =
                hub.jdbc()
                        .sql(
                                "select actor || ' ' || action || ' ' || target || ': ' || outcome"
                                        + " from serai.audit order by id")
                        .query(String.class)
                        .list();
        assertThat(records)
                .containsExactly(
                        "root key source.put shop: made of razorpay",
                        "root key source.patch shop: changed: enabled, limits/rate, secret",
                        "root key source.delete shop: deleted");
    }

    @Test
    void answersNoWebhookOtherwiseWhileItIsReplaced() throws Exception {
        hub.makeRazorpay("shop", SECRET);
        AtomicBoolean done = new AtomicBoolean();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
            List<Future<List<Integer>>> sending =
                    IntStream.range(0, 4)
                            .mapToObj(sender -> senders.submit(() -> send(sender, done)))
                            .toList();
            for (int i = 1; i <= 20; i++) {
                hub.call(
                        200,
                        "PATCH",
                        "/api/v1/source/shop",
                        "{\"limits\": {\"rate\": " + (10_000 + i) + "}}");
            }
            done.set(true);
            for (Future<List<Integer>> sent : sending) {
                statuses.addAll(sent.get());
            }
        }
        assertThat(statuses).hasSizeGreaterThan(20).containsOnly(200);
    }

    private List<Integer> send(int sender, AtomicBoolean done) {
        List<Integer> statuses = new ArrayList<>();
        while (!done.get()) {
            statuses.add(hub.razorpay("shop", SECRET, sender + "-" + statuses.size()).statusCode());
        }
        return statuses;
    }

    @Test
    void listsSourcesByNameAndInPages() {
        for (String name : List.of("c", "a", "b")) {
            hub.makeRazorpay(name, SECRET);
        }
        JsonNode first = hub.get("/api/v1/source?limit=2");
        assertThat(first.at("/data/0/name").asText()).isEqualTo("a");
        assertThat(first.path("done").asBoolean()).isFalse();
        JsonNode second =
                hub.get("/api/v1/source?limit=2&iterator=" + first.path("iterator").asText());
        assertThat(second.at("/data/0/name").asText()).isEqualTo("c");
        assertThat(second.path("data")).hasSize(1);
        JsonNode back = hub.get("/api/v1/source?iterator=" + second.path("prevIterator").asText());
        assertThat(back.at("/data/1/name").asText()).isEqualTo("b");
    }
}
