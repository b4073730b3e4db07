package dev.serai.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.endpoint.OutboundApi;
import dev.serai.api.endpoint.OutboundApi.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a request that comes again. */
final class AnswerOnceTest {

    private static final String KEY = "Idempotency-Key";
    private static final String APP = "{\"name\": \"A\"}";

    private static OutboundApi api;

    @BeforeAll
    static void start() {
        api = new OutboundApi(Duration.ofHours(1));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void isAnsweredAsTheFirstOneWas() {
        Answer first = api.post("/api/v1/app", APP, KEY, "one");
        Answer again = api.post("/api/v1/app", APP, KEY, "one");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.response().headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.response().headers().firstValue("Content-Type"))
                .isEqualTo(first.response().headers().firstValue("Content-Type"));
        assertThat(api.post("/api/v1/app", APP, KEY, "two").text("id"))
                .isNotEqualTo(first.text("id"));
    }

    @Test
    void mayNotAskForSomethingElse() {
        api.post("/api/v1/app", APP, KEY, "reused");
        Answer other = api.post("/api/v1/app", "{\"name\": \"B\"}", KEY, "reused");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
        Answer client =
                api.post("/api/v1/app", "{\"name\": \"B\"}", KEY, "reused", "svix-req-id", "1");
        assertThat(client.json().path("detail").path(0).path("type").asText())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void isAnotherOneElsewhere() {
        api.post("/api/v1/app", APP, KEY, "elsewhere");
        Answer type =
                api.post(
                        "/api/v1/event-type",
                        "{\"name\": \"a.b\", \"description\": \"\"}",
                        KEY,
                        "elsewhere");
        assertThat(type.status()).isEqualTo(201);
    }

    @Test
    void isLookedAtAnewAfterARefusal() {
        String endpoint = "{\"url\": \"https://example.invalid\"}";
        String path = "/api/v1/app/late/endpoint";
        assertThat(api.post(path, endpoint, KEY, "late").status()).isEqualTo(404);
        api.send("PUT", "/api/v1/app/late", APP);
        assertThat(api.post(path, endpoint, KEY, "late").status()).isEqualTo(201);
    }

    @Test
    void takesEffectOnceHoweverManyComeAtATime() {
        List<CompletableFuture<Answer>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(
                    CompletableFuture.supplyAsync(
                            () -> api.post("/api/v1/app", APP, KEY, "crowd")));
        }
        List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        assertThat(
                        answers.stream()
                                .filter(answer -> answer.status() == 201)
                                .map(answer -> answer.text("id"))
                                .distinct())
                .hasSize(1);
    }

    @Test
    void isDoneTogetherWithItsAnswerOrNotAtAll() {
        api.send("PUT", "/api/v1/app/torn", APP);
        String app = "{\"name\": \"Once\", \"uid\": \"once\"}";
        String endpoint = "{\"url\": \"https://example.invalid\", \"uid\": \"ep\"}";
        String endpoints = "/api/v1/app/torn/endpoint";
        database("create trigger refuse before insert on serai.idempotency execute function f()");
        try {
            assertThat(api.post("/api/v1/app", app, KEY, "torn").status()).isEqualTo(503);
            assertThat(api.get("/api/v1/app/once").status()).isEqualTo(404);
            assertThat(api.post(endpoints, endpoint, KEY, "torn").status()).isEqualTo(503);
            assertThat(api.get(endpoints + "/ep").status()).isEqualTo(404);
        } finally {
            database("drop trigger refuse on serai.idempotency");
        }
        assertThat(api.post("/api/v1/app", app, KEY, "torn").status()).isEqualTo(201);
        Answer made = api.post(endpoints, endpoint, KEY, "torn");
        assertThat(made.status()).isEqualTo(201);
        assertThat(api.post(endpoints, endpoint, KEY, "torn").body()).isEqualTo(made.body());
    }

    private static void database(String sql) {
        JdbcClient jdbc = api.server().bean(JdbcClient.class);
        jdbc.sql(
                        """
                        create or replace function f() returns trigger language plpgsql
                        as $$ begin raise exception 'not now'; end $$
                        """)
                .update();
        jdbc.sql(sql).update();
    }

    @Test
    void keepsNoKeysToPortals() {
        String path = "/api/v1/auth/app-portal-access/default";
        String first = api.post(path, "{}", KEY, "portal").text("token");
        assertThat(api.post(path, "{}", KEY, "portal").text("token")).isNotEqualTo(first);
    }

    @Test
    void refusesAKeyThatIsNone() {
        assertThat(api.post("/api/v1/app", APP, KEY, " ").status()).isEqualTo(400);
        assertThat(api.post("/api/v1/app", APP, KEY, "x".repeat(257)).status()).isEqualTo(400);
    }
}
