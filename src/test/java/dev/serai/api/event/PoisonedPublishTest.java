package dev.serai.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.api.error.ErrorsAsProblems;
import dev.serai.event.Ksuid;
import dev.serai.ingress.InFlight;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.IngressListener;
import dev.serai.ingress.Publishing;
import dev.serai.outbox.TestLog;
import dev.serai.tenant.PostgresProjects;
import dev.serai.testing.PoisonedLog;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event that the database refuses takes none of those down that share its transaction. */
final class PoisonedPublishTest {

    private static final int GOOD = 50;

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final InFlight inFlight = new InFlight(2 * GOOD, 1 << 20);
    private final TestServer server =
            TestServer.start(
                    this::register, List.of(), PublishController.class, ErrorsAsProblems.class);

    private void register(GenericApplicationContext context) {
        Publishing publishing =
                new Publishing(
                        log.outbox(),
                        new PostgresProjects(jdbc, new ObjectMapper()),
                        new Ksuid(InstantSource.system(), new SecureRandom()),
                        InstantSource.system(),
                        IngressListener.NOOP);
        context.registerBean(Publishing.class, () -> publishing);
        context.registerBean(InFlight.class, () -> inFlight);
        context.registerBean(IngressLimits.class, () -> new IngressLimits(2_000, 3));
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
        database.close();
    }

    @Test
    void refusesTheOneAndAppendsTheOthersOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> good = new ArrayList<>();
        CompletableFuture<HttpResponse<String>> bad = new CompletableFuture<>();
        try (PoisonedLog held = PoisonedLog.holding(database.dataSource())) {
            for (int i = 0; i < GOOD; i++) {
                if (i == GOOD / 2) {
                    bad = publish("bad", "/shop", PoisonedLog.SUBJECT);
                }
                good.add(publish("good-" + i, "/shop", "pay_" + i));
            }
            await().until(() -> inFlight.count() == GOOD + 1);
        }
        for (CompletableFuture<HttpResponse<String>> answer : good) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
        }
        assertThat(bad.get().statusCode()).isEqualTo(422);
        assertThat(bad.get().body()).contains("\"code\":\"event_refused\"");
        assertThat(jdbc.sql("select origin_id from serai.event").query(String.class).list())
                .hasSize(GOOD)
                .doesNotHaveDuplicates()
                .doesNotContain("bad");
    }

    /** Valid JSON, and half a character: nothing that a database could hold. */
    @Test
    void refusesHalfACharacterInASourceBeforeItComesToTheDatabase() throws Exception {
        for (String source : List.of("urn:\\ud800", "/a\\u0000", "/\\udfff/x")) {
            HttpResponse<String> answer = publish("half", source, "s").get();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("\"pointer\":\"/source\"");
        }
    }

    private CompletableFuture<HttpResponse<String>> publish(
            String id, String source, String subject) {
        String body =
                """
                {"specversion":"1.0","id":"%s","source":"%s","type":"a.b","subject":"%s","data":{"a":"\\u0000"}}
                """
                        .formatted(id, source, subject);
        return CompletableFuture.supplyAsync(
                () ->
                        server.send(
                                server.request("/api/v1/event")
                                        .header("Content-Type", "application/cloudevents+json")
                                        .POST(BodyPublishers.ofString(body))),
                Thread::startVirtualThread);
    }
}
