package dev.serai.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testing.PoisonedLog;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event that the database refuses takes none of those down that share its transaction. */
final class PoisonedPublishTest {

    private static final int GOOD = 50;

    private final PublishServer hub = new PublishServer(2 * GOOD, InstantSource.system());

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void refusesTheOneAndAppendsTheOthersOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> good = new ArrayList<>();
        CompletableFuture<HttpResponse<String>> bad = new CompletableFuture<>();
        try (PoisonedLog held = PoisonedLog.holding(hub.database().dataSource())) {
            for (int i = 0; i < GOOD; i++) {
                if (i == GOOD / 2) {
                    bad = publish("bad", "/shop", PoisonedLog.SUBJECT);
                }
                good.add(publish("good-" + i, "/shop", "pay_" + i));
            }
            await().until(() -> hub.inFlight().count() == GOOD + 1);
        }
        for (CompletableFuture<HttpResponse<String>> answer : good) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
        }
        assertThat(bad.get().statusCode()).isEqualTo(422);
        assertThat(bad.get().body()).contains("\"code\":\"event_refused\"");
        assertThat(hub.jdbc().sql("select origin_id from serai.event").query(String.class).list())
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
                        hub.http()
                                .send(
                                        hub.http()
                                                .request("/api/v1/event")
                                                .header(
                                                        "Content-Type",
                                                        "application/cloudevents+json")
                                                .POST(BodyPublishers.ofString(body))),
                Thread::startVirtualThread);
    }
}
