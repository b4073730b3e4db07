package dev.serai.api.endpoint;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.endpoint.OutboundApi.Answer;
import dev.serai.api.event.ApiServer;
import dev.serai.testing.ScriptedReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outbound API as its clients see it. */
final class OutboundApiTest {

    private static OutboundApi api;

    @BeforeAll
    static void start() {
        api = new OutboundApi(Duration.ofMillis(20), Duration.ofHours(1));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void makesAnAppAndFindsItByIdAndUid() {
        Answer made =
                api.post(
                        "/api/v1/app",
                        """
                        {"name": "Shop", "uid": "shop-1", "metadata": {"plan": "gold"},
                         "throttleRate": null}
                        """);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("id")).startsWith("app_").hasSize(31);
        assertThat(made.json().path("metadata").path("plan").asText()).isEqualTo("gold");
        assertThat(OffsetDateTime.parse(made.text("createdAt"))).isNotNull();
        assertThat(api.get("/api/v1/app/shop-1").json()).isEqualTo(made.json());
        assertThat(api.get("/api/v1/app/" + made.text("id") + "/").json()).isEqualTo(made.json());
        assertThat(api.get("/api/v1/app/default").text("name")).isEqualTo("Default");
    }

    @Test
    void anAppsUidIsItsOwn() {
        String body = "{\"name\": \"A\", \"uid\": \"taken\"}";
        Answer made = api.post("/api/v1/app", body);
        Answer again = api.post("/api/v1/app/", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("conflict");
        Answer gotten = api.post("/api/v1/app?get_if_exists=true", body);
        assertThat(gotten.status()).isEqualTo(200);
        assertThat(gotten.text("id")).isEqualTo(made.text("id"));
    }

    @Test
    void changesAnApp() {
        String path = "/api/v1/app/changing";
        assertThat(api.send("PUT", path, "{\"name\": \"One\"}").status()).isEqualTo(201);
        Answer put = api.send("PUT", path, "{\"name\": \"Two\", \"uid\": \"changing\"}");
        assertThat(put.status()).isEqualTo(200);
        Answer patched = api.send("PATCH", path, "{\"metadata\": {\"a\": \"b\"}}");
        assertThat(patched.text("name")).isEqualTo("Two");
        assertThat(patched.json().path("metadata").path("a").asText()).isEqualTo("b");
        assertThat(patched.text("uid")).isEqualTo("changing");
    }

    @Test
    void listsAppsInPages() {
        for (int i = 0; i < 3; i++) {
            api.post("/api/v1/app", "{\"name\": \"Listed\"}");
        }
        Answer first = api.get("/api/v1/app?limit=2");
        assertThat(first.json().path("data")).hasSize(2);
        assertThat(first.json().path("done").asBoolean()).isFalse();
        Answer second = api.get("/api/v1/app?limit=250&iterator=" + first.text("iterator"));
        assertThat(second.json().path("done").asBoolean()).isTrue();
        assertThat(ApiServer.ids(second.json())).doesNotContainAnyElementsOf(ids(first));
        Answer back = api.get("/api/v1/app?limit=2&iterator=" + second.text("prevIterator"));
        assertThat(ids(back)).isEqualTo(ids(first));
        Answer descending = api.get("/api/v1/app?limit=250&order=descending");
        assertThat(ids(descending).reversed()).startsWith(ids(first).toArray(String[]::new));
        assertThat(api.get("/api/v1/app?order=up").status()).isEqualTo(400);
    }

    @Test
    void makesAnEndpointAndShowsItsSecretOnlyWhereItIsAskedFor() {
        Answer made =
                api.post(
                        "/api/v1/app/default/endpoint",
                        """
                        {"url": "https://example.invalid/hook", "uid": "ep-1", "description": "Mine",
                         "eventTypes": ["order.*", "**.failed"], "channels": ["red"],
                         "metadata": {"team": "blue"}, "throttleRate": 9}
                        """);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("id")).startsWith("ep_").hasSize(30);
        assertThat(made.json().path("eventTypes")).hasSize(2);
        assertThat(made.json().path("disabled").asBoolean()).isFalse();
        assertThat(made.body()).doesNotContain("secret").doesNotContain("whsec_");
        assertThat(api.get("/api/v1/app/default/endpoint/ep-1").json()).isEqualTo(made.json());
        Answer secret = api.get("/api/v1/app/default/endpoint/ep-1/secret");
        assertThat(secret.text("key")).matches("whsec_[A-Za-z0-9+/=]{32}");
        assertThat(
                        api.post(
                                        "/api/v1/app/default/endpoint",
                                        "{\"url\": \"https://example.invalid\", \"uid\": \"ep-1\"}")
                                .status())
                .isEqualTo(409);
    }

    @Test
    void takesTheSecretAndTheOlderNameOfTheTypes() {
        Answer made =
                api.post(
                        "/api/v1/app/default/endpoint",
                        """
                        {"url": "https://example.invalid", "filterTypes": ["a.b"],
                         "secret": "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}
                        """);
        assertThat(made.json().path("eventTypes").path(0).asText()).isEqualTo("a.b");
        String path = "/api/v1/app/default/endpoint/" + made.text("id");
        assertThat(api.get(path + "/secret").text("key"))
                .isEqualTo("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
    }

    @Test
    void changesAnEndpointOnlyWhereItIsTold() {
        Answer made =
                api.post(
                        "/api/v1/app/default/endpoint",
                        """
                        {"url": "https://example.invalid/1", "uid": "patched", "eventTypes": ["a.b"],
                         "description": "Before"}
                        """);
        String path = "/api/v1/app/default/endpoint/patched";
        Answer patched =
                api.send(
                        "PATCH",
                        path,
                        "{\"url\": \"https://example.invalid/2\", \"disabled\": true}");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.text("url")).isEqualTo("https://example.invalid/2");
        assertThat(patched.text("description")).isEqualTo("Before");
        assertThat(patched.json().path("disabled").asBoolean()).isTrue();
        Answer cleared = api.send("PATCH", path, "{\"eventTypes\": null, \"uid\": null}");
        assertThat(cleared.json().has("eventTypes")).isFalse();
        assertThat(cleared.json().has("uid")).isFalse();
        String byId = "/api/v1/app/default/endpoint/" + made.text("id");
        Answer put = api.send("PUT", byId, "{\"url\": \"https://example.invalid/3\"}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.text("description")).isEmpty();
        assertThat(api.send("DELETE", byId, "").status()).isEqualTo(204);
        assertThat(api.get(byId).status()).isEqualTo(404);
        assertThat(api.send("DELETE", byId, "").status()).isEqualTo(404);
    }

    @Test
    void keepsAnEndpointsOptionsThroughChangesThatDoNotNameThem() {
        Answer made =
                api.post(
                        "/api/v1/app/default/endpoint",
                        """
                        {"url": "https://example.invalid", "payload": "cloudevent", "ordering": "key",
                         "concurrency": 4, "retrySchedule": [5, 300]}
                        """);
        assertThat(made.status()).isEqualTo(201);
        String path = "/api/v1/app/default/endpoint/" + made.text("id");
        api.send("PUT", path, "{\"url\": \"https://example.invalid/2\"}");
        Answer kept = api.send("PATCH", path, "{\"concurrency\": null}");
        assertThat(kept.text("payload")).isEqualTo("cloudevent");
        assertThat(kept.text("ordering")).isEqualTo("key");
        assertThat(kept.json().has("concurrency")).isFalse();
        assertThat(kept.json().path("retrySchedule").toString()).isEqualTo("[5,300]");
        api.send("DELETE", path, "");
    }

    @Test
    void keepsHeadersButShowsNoSecretOnes() {
        api.post(
                "/api/v1/app/default/endpoint",
                "{\"url\": \"https://example.invalid\", \"uid\": \"headed\"}");
        String path = "/api/v1/app/default/endpoint/headed/headers";
        assertThat(
                        api.send(
                                        "PUT",
                                        path,
                                        """
                                        {"headers": {"X-One": "1", "Authorization": "Bearer t"}}
                                        """)
                                .status())
                .isEqualTo(204);
        assertThat(
                        api.send(
                                        "PATCH",
                                        path,
                                        """
                                        {"headers": {"X-Two": "2", "x-one": null}}
                                        """)
                                .status())
                .isEqualTo(204);
        assertThat(api.get(path).body())
                .isEqualTo("{\"headers\":{\"X-Two\":\"2\"},\"sensitive\":[\"Authorization\"]}");
        assertThat(api.send("PUT", path, "{\"headers\": {\"Host\": \"evil\"}}").status())
                .isEqualTo(422);
        assertThat(api.send("PUT", path, "{\"headers\": {\"X\": \"a\\r\\nb\"}}").status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/url",
                "{\"url\": 7}|/url",
                "{\"url\": \"ftp://example.invalid\"}|/url",
                "{\"url\": \"http://10.0.0.1/\"}|/url",
                "{\"url\": \"http://[::1]/\"}|/url",
                "{\"url\": \"http://0x7f000001/\"}|/url",
                "{\"url\": \"http://2130706433/\"}|/url",
                "{\"url\": \"http://0177.0.0.1/\"}|/url",
                "{\"url\": \"https://u:p@example.invalid/\"}|/url",
                "{\"url\": \"https://example.invalid\", \"uid\": \"a b\"}|/uid",
                "{\"url\": \"https://example.invalid\", \"eventTypes\": \"a\"}|/eventTypes",
                "{\"url\": \"https://example.invalid\", \"eventTypes\": [\"a\", \"b c\"]}|/eventTypes/1",
                "{\"url\": \"https://example.invalid\", \"channels\": [\"a/b\"]}|/channels/0",
                "{\"url\": \"https://example.invalid\", \"disabled\": \"yes\"}|/disabled",
                "{\"url\": \"https://example.invalid\", \"throttleRate\": -1}|/throttleRate",
                "{\"url\": \"https://example.invalid\", \"concurrency\": 0}|/concurrency",
                "{\"url\": \"https://example.invalid\", \"ordering\": \"fifo\"}|/ordering",
                "{\"url\": \"https://example.invalid\", \"retrySchedule\": [1, -1]}|/retrySchedule/1",
                "{\"url\": \"https://example.invalid\", \"metadata\": {\"a\": 1}}|/metadata/a",
                "{\"url\": \"https://example.invalid\", \"secret\": \"short\"}|/secret",
            })
    void namesTheFieldOfAnEndpointThatIsWrong(String body, String pointer) {
        Answer answer = api.post("/api/v1/app/default/endpoint", body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("validation");
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo(pointer);
        assertThat(answer.text("detail")).doesNotContain("short");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"payload\": {}}|/eventType",
                "{\"eventType\": \"a b\", \"payload\": {}}|/eventType",
                "{\"eventType\": \"a.b\"}|/payload",
                "{\"eventType\": \"a.b\", \"payload\": [1]}|/payload",
                "{\"eventType\": \"a.b\", \"payload\": null}|/payload",
                "{\"eventType\": \"a.b\", \"payload\": {}, \"eventId\": \"a b\"}|/eventId",
            })
    void namesTheFieldOfAMessageThatIsWrong(String body, String pointer) {
        Answer answer = api.post("/api/v1/app/default/msg", body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo(pointer);
    }

    @Test
    void answersWhatCannotBeReadAndWhatIsNotThere() {
        assertThat(api.post("/api/v1/app", "{").status()).isEqualTo(400);
        assertThat(api.post("/api/v1/app/default/msg", "{\"eventType\"").status()).isEqualTo(400);
        assertThat(
                        api.post(
                                        "/api/v1/app/default/msg",
                                        "{\"eventType\": \"a.b\", \"payload\": {}} x")
                                .status())
                .isEqualTo(400);
        assertThat(api.post("/api/v1/app", "[]").status()).isEqualTo(422);
        assertThat(api.post("/api/v1/app", "{}").status()).isEqualTo(422);
        assertThat(api.get("/api/v1/app/none").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/app/none/endpoint").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/app/default/endpoint/none").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/app/default/endpoint/none/secret").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/app/default/attempt/msg/none").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/app/default/attempt/endpoint/none").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/app/default/msg/msg_none").status()).isEqualTo(404);
    }

    @Test
    void takesAMessageInKeepsItsPayloadByteForByteAndDeliversIt() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) ->
                                reply.send(request.number() == 1 ? 500 : 200, Map.of(), "heard"))) {
            api.post("/api/v1/app", "{\"name\": \"Whole\", \"uid\": \"whole\"}");
            Answer endpoint =
                    api.post(
                            "/api/v1/app/whole/endpoint",
                            "{\"url\": \"" + receiver.url() + "\", \"uid\": \"way\"}");
            String payload = "{ \"b\" : 1.0,\n \"a\":\"\\u00e9\u20ac\" , \"n\": 1e3, \"x\": {} }";
            Answer accepted =
                    api.post(
                            "/api/v1/app/whole/msg",
                            "{\"payload\": "
                                    + payload
                                    + " , \"eventId\": \"order-1\", \"eventType\": \"order.paid\"}");
            assertThat(accepted.status()).isEqualTo(202);
            String id = accepted.text("id");
            assertThat(id).startsWith("msg_");
            assertThat(accepted.text("eventId")).isEqualTo("order-1");
            assertThat(api.get("/api/v1/app/whole/msg/" + id).json()).isEqualTo(accepted.json());
            assertThat(api.get("/api/v1/app/default/msg/" + id).status()).isEqualTo(404);

            api.hub().relay();
            await().until(() -> attempts("whole", "/msg/" + id).size() == 2);
            assertThat(receiver.received())
                    .allSatisfy(
                            request -> {
                                assertThat(request.body())
                                        .isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
                                assertThat(request.header("webhook-id")).isEqualTo(id);
                                assertThat(request.header("ce-originid")).isEqualTo("order-1");
                            });
            JsonNode newest = attempts("whole", "/msg/" + id).get(0);
            assertThat(newest.path("endpointId").asText()).isEqualTo(endpoint.text("id"));
            assertThat(newest.path("msgId").asText()).isEqualTo(id);
            assertThat(newest.path("status").asInt()).isZero();
            assertThat(newest.path("statusText").asText()).isEqualTo("success");
            assertThat(newest.path("responseStatusCode").asInt()).isEqualTo(200);
            assertThat(newest.path("response").asText()).isEqualTo("heard");
            assertThat(newest.path("triggerType").asInt()).isZero();
            assertThat(newest.path("url").asText()).isEqualTo(receiver.url());

            String way = "/endpoint/way";
            assertThat(attempts("whole", way)).hasSize(2);
            assertThat(attempts("whole", way + "?status=2")).hasSize(1);
            assertThat(attempts("whole", way + "?status=1")).isEmpty();
            assertThat(attempts("whole", way + "?status_code_class=500")).hasSize(1);
            assertThat(attempts("whole", way + "?status_code_class=0")).isEmpty();
            assertThat(attempts("whole", way + "?event_types=order.*")).hasSize(2);
            assertThat(attempts("whole", way + "?event_types=other")).isEmpty();
            assertThat(attempts("whole", way + "?after=2020-01-01T00:00:00Z")).hasSize(2);
            assertThat(attempts("whole", way + "?before=2020-01-01T00:00:00Z")).isEmpty();
            assertThat(attempts("whole", "/msg/" + id + "?endpoint_id=way")).hasSize(2);
            Answer page = api.get("/api/v1/app/whole/attempt/endpoint/way?limit=1");
            Answer next =
                    api.get(
                            "/api/v1/app/whole/attempt/endpoint/way?limit=1&iterator="
                                    + page.text("iterator"));
            assertThat(ids(next)).hasSize(1).doesNotContainAnyElementsOf(ids(page));
            assertThat(next.json().path("done").asBoolean()).isTrue();
            assertThat(api.get("/api/v1/app/whole/attempt/endpoint/way?status=9").status())
                    .isEqualTo(400);
            assertThat(api.get("/api/v1/app/whole/attempt/endpoint/way?iterator=x").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aMessageIsTakenInOnce() {
        String path = "/api/v1/app/default/msg";
        String body = "{\"eventType\": \"a.b\", \"eventId\": \"once\", \"payload\": {\"n\": 1}}";
        Answer first = api.post(path, body);
        assertThat(first.status()).isEqualTo(202);
        Answer again = api.post(path, body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("event_exists");
    }

    @Test
    void aRepeatedRequestIsAnsweredAsTheFirstOneWas() {
        String path = "/api/v1/app/default/msg";
        String body = "{\"eventType\": \"a.b\", \"payload\": {\"n\": 2}}";
        Answer first = api.post(path, body, "Idempotency-Key", "key-1");
        Answer again = api.post(path, body, "Idempotency-Key", "key-1");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.response().headers().firstValue("Idempotency-Replayed")).contains("true");
        Answer other =
                api.post(
                        path,
                        "{\"eventType\": \"a.b\", \"payload\": {\"n\": 3}}",
                        "Idempotency-Key",
                        "key-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void channelsGoToWhoListensToThem() throws IOException {
        try (ScriptedReceiver red = ScriptedReceiver.playing(answers(200));
                ScriptedReceiver blue = ScriptedReceiver.playing(answers(200))) {
            api.post("/api/v1/app", "{\"name\": \"Channels\", \"uid\": \"channels\"}");
            api.post("/api/v1/app/channels/endpoint", listening(red, "red"));
            api.post("/api/v1/app/channels/endpoint", listening(blue, "blue"));
            Answer sent =
                    api.post(
                            "/api/v1/app/channels/msg?with_content=false",
                            """
                            {"eventType": "a.b", "payload": {"n": 1}, "channels": ["blue", "green"]}
                            """);
            assertThat(sent.json().path("channels")).hasSize(2);
            assertThat(sent.json().path("payload").isEmpty()).isTrue();
            api.hub().relay();
            await().until(() -> blue.received().size() == 1);
            assertThat(red.received()).isEmpty();
        }
    }

    @Test
    void deletingAnEndpointEndsWhatWaitsForIt() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(answers(429, Map.of("Retry-After", "3600"), ""))) {
            api.post("/api/v1/app", "{\"name\": \"Ending\", \"uid\": \"ending\"}");
            api.post("/api/v1/app/ending/endpoint", listening(receiver, "red"));
            Answer sent =
                    api.post(
                            "/api/v1/app/ending/msg",
                            "{\"eventType\": \"a.b\", \"payload\": {}, \"channels\": [\"red\"]}");
            api.hub().relay();
            await().until(() -> api.hub().deliveries().waiting() == 1);
            Answer list = api.get("/api/v1/app/ending/endpoint");
            assertThat(
                            api.send(
                                            "DELETE",
                                            "/api/v1/app/ending/endpoint/" + ids(list).getFirst(),
                                            "")
                                    .status())
                    .isEqualTo(204);
            assertThat(api.hub().deliveries().waiting()).isZero();
            assertThat(sent.status()).isEqualTo(202);
        }
    }

    private static String listening(ScriptedReceiver receiver, String channel) {
        return "{\"url\": \"" + receiver.url() + "\", \"channels\": [\"" + channel + "\"]}";
    }

    private static JsonNode attempts(String app, String path) {
        Answer answer = api.get("/api/v1/app/" + app + "/attempt" + path);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("data");
    }

    private static List<String> ids(Answer page) {
        return ApiServer.ids(page.json());
    }
}
