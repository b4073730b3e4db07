package dev.serai.e2e;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The only hub is killed while a task sends an endpoint what it missed. */
class TaskKillIT {

    private static final int MESSAGES = 300;

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "serai.delivery.timeout", "3s",
                    "serai.relay.renew", "1s",
                    "serai.relay.lease", "3s");

    private final TestDatabase database = TestDatabase.migrated();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void goesOnAfterTheRestartAndSendsNothingTwiceButWhatWasNotRecorded() throws Exception {
        try (ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    taken.add(request.header("webhook-id"));
                                    answers(200).play(request, reply);
                                });
                HubProcess hub = HubProcess.on(database.url(), "none", SETTINGS)) {
            hub.start().awaitReady();
            Set<String> sent = send(hub);
            post(hub, "/endpoint", "{\"url\": \"%s\", \"uid\": \"ep\"}".formatted(receiver.url()));
            String since = "{\"since\": \"2020-01-01T00:00:00Z\", \"rate\": 100}";
            String task = post(hub, "/endpoint/ep/replay-missing", since).path("id").asText();
            await().atMost(SOON).until(() -> taken.size() > MESSAGES / 4);
            hub.kill();
            assertThat(taken).hasSizeLessThan(MESSAGES);
            Set<String> recorded = recorded();
            hub.start().awaitReady();
            JsonNode report = finished(hub, task);
            assertThat(report.path("messagesMatched").asInt()).isEqualTo(MESSAGES);
            assertThat(report.path("messagesSent").asInt()).isEqualTo(MESSAGES);
            await().atMost(SOON).until(() -> taken.containsAll(sent));
            await().atMost(SOON).until(() -> count("select count(*) from serai.delivery") == 0);
            assertThat(taken).isEqualTo(sent);
            assertThat(recorded()).isEqualTo(sent);
            Map<String, Long> times =
                    receiver.received().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            request -> request.header("webhook-id"),
                                            Collectors.counting()));
            assertThat(times.values()).allMatch(count -> count <= 2);
            assertThat(recorded).allMatch(id -> times.get(id) == 1);
            String recover = post(hub, "/endpoint/ep/recover", since).path("id").asText();
            assertThat(finished(hub, recover).path("messagesSent").asInt()).isZero();
        }
    }

    /** Messages that no endpoint is there for yet; their ids. */
    private static Set<String> send(HubProcess hub) throws IOException {
        assertThat(hub.send("PUT", "/api/v1/app/shop", "{\"name\": \"Shop\"}").statusCode())
                .isEqualTo(201);
        List<String> ids =
                IntStream.range(0, MESSAGES)
                        .parallel()
                        .mapToObj(i -> message(hub, i).path("id").asText())
                        .toList();
        return new HashSet<>(ids);
    }

    private static JsonNode message(HubProcess hub, int number) {
        try {
            return post(
                    hub,
                    "/msg",
                    "{\"eventType\": \"a\", \"payload\": {\"n\": %d}}".formatted(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode finished(HubProcess hub, String task) {
        String path = "/api/v1/background-task/" + task;
        JsonNode done =
                await().atMost(SOON)
                        .until(
                                () -> json(hub.get(path).body()),
                                found -> !found.path("status").asText().equals("running"));
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("finished");
        return done.path("data");
    }

    /** The messages whose attempt is on disk. */
    private Set<String> recorded() {
        return new HashSet<>(
                JdbcClient.create(database.dataSource())
                        .sql("select distinct event_id from serai.attempt")
                        .query(String.class)
                        .list());
    }

    private int count(String sql) {
        return JdbcClient.create(database.dataSource()).sql(sql).query(Integer.class).single();
    }

    private static JsonNode post(HubProcess hub, String path, String body) throws IOException {
        return json(hub.send("POST", "/api/v1/app/shop" + path, body).body());
    }

    private static JsonNode json(String body) throws IOException {
        return new ObjectMapper().readTree(body);
    }
}
