package dev.serai.task.replay;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.serai.delivery.TestHub;
import dev.serai.delivery.standing.Standing;
import dev.serai.delivery.standing.Standings;
import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;
import dev.serai.task.NewTask;
import dev.serai.task.Task;
import dev.serai.task.TaskKind;
import dev.serai.task.TaskState;
import dev.serai.task.TestTasks;
import dev.serai.task.Work;
import dev.serai.tenant.Owner;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is sent again, and what is not. */
final class ReplayTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private static TestDatabase database;
    private static TestHub hub;
    private static TestTasks tasks;

    @BeforeAll
    static void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database.dataSource(), Duration.ofMillis(10));
        tasks = hubsTasks();
    }

    @AfterAll
    static void close() {
        tasks.close();
        hub.close();
        database.close();
    }

    private static TestTasks hubsTasks() {
        return TestTasks.on(database.dataSource(), JSON, work());
    }

    private static Work work() {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        return new ReplayWork(
                hub.endpoints(),
                hub.deliveries(),
                new Standings(jdbc),
                new LogWalk(database.dataSource()),
                new Backlog(jdbc),
                new Tags(jdbc),
                JSON);
    }

    @Test
    void sendsWhatAnEndpointNeverWasSentAndNothingElse() throws IOException {
        Instant since = now();
        List<Entry> entries = hub.entries("missed.paid", 5);
        hub.entries("missed.other", 3);
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url(), "missed.paid");
            hub.deliveries().accept(entries.subList(0, 2)).join();
            await().until(() -> receiver.received().size() == 2);
            Task done = finished(start(TaskKind.REPLAY_MISSING, endpoint, asked(since, 100)));
            assertThat(done.state()).isEqualTo(TaskState.FINISHED);
            assertThat(done.progress().path("messagesSent").asInt()).isEqualTo(3);
            await().until(() -> receiver.received().size() == 5);
            assertThat(ids(receiver)).doesNotHaveDuplicates().containsAll(ids(entries));
        }
    }

    @Test
    void countsAndShowsSomeInADryRunAndSendsNothing() throws IOException {
        Instant since = now();
        List<Entry> entries = hub.entries("dry.paid", 12);
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url(), "dry.paid");
            ReplaySettings dry =
                    new ReplaySettings(since, until(), List.of(), null, null, null, null, 5, true);
            Task done = finished(start(TaskKind.REPLAY_MISSING, endpoint, dry));
            assertThat(done.progress().path("messagesMatched").asInt()).isEqualTo(12);
            assertThat(done.progress().path("messagesSent").asInt()).isZero();
            assertThat(done.progress().path("sample")).hasSize(10);
            assertThat(ids(entries)).contains(done.progress().path("sample").get(0).asText());
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void recoversWhatWasGivenUpAndLeavesWhatArrived() throws IOException {
        Instant since = now();
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url(), "failed.*");
            hub.deliveries().accept(hub.entries("failed.arrived", 2)).join();
            receiver.play(answers(400));
            List<Entry> failed = hub.entries("failed.paid", 3);
            hub.deliveries().accept(failed).join();
            await().until(() -> failed.stream().allMatch(e -> stands(endpoint, e, "FAILED")));
            receiver.play(answers(200));
            Task done = finished(start(TaskKind.RECOVER, endpoint, asked(since, 100)));
            assertThat(done.progress().path("messagesSent").asInt()).isEqualTo(3);
            await().until(() -> failed.stream().allMatch(e -> stands(endpoint, e, "DELIVERED")));
        }
    }

    @Test
    void repeatsWhatAFilterChooses() throws IOException {
        Instant since = now();
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url(), "bulk.*");
            hub.deliveries().accept(hub.entries("bulk.one", 2)).join();
            hub.deliveries().accept(hub.entries("bulk.two", 2)).join();
            await().until(() -> receiver.received().size() == 4);
            ReplaySettings two =
                    new ReplaySettings(
                            since,
                            until(),
                            List.of("bulk.two"),
                            null,
                            null,
                            Standing.Kind.DELIVERED,
                            200,
                            100,
                            false);
            Task done = finished(start(TaskKind.BULK_REPLAY, endpoint, two));
            assertThat(done.progress().path("messagesSent").asInt()).isEqualTo(2);
            await().until(() -> receiver.received().size() == 6);
        }
    }

    @Test
    void goesOnWhereAHubStoppedAndSendsNothingTwice() throws IOException {
        Instant since = now();
        List<Entry> entries = hub.entries("long.paid", 12);
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url(), "long.paid");
            Task task = start(TaskKind.REPLAY_MISSING, endpoint, asked(since, 4));
            await().until(() -> !receiver.received().isEmpty());
            tasks.close();
            assertThat(now(task).state()).isEqualTo(TaskState.RUNNING);
            tasks = hubsTasks();
            Task done = finished(task);
            assertThat(done.progress().path("messagesSent").asInt()).isEqualTo(12);
            await().until(() -> receiver.received().size() == 12);
            assertThat(ids(receiver)).containsExactlyInAnyOrderElementsOf(ids(entries));
        }
    }

    @Test
    void endsWhenItIsCancelled() throws IOException {
        Instant since = now();
        hub.entries("slow.paid", 12);
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url(), "slow.paid");
            Task task = start(TaskKind.REPLAY_MISSING, endpoint, asked(since, 1));
            await().until(() -> !receiver.received().isEmpty());
            assertThat(tasks.tasks().cancel(task)).isTrue();
            assertThat(tasks.tasks().cancel(task)).isFalse();
            Task ended = now(task);
            assertThat(ended.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(ended.progress().path("messagesSent").asInt()).isBetween(1, 11);
        }
    }

    @Test
    void failsForAnEndpointThatIsGone() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            hub.endpoints().delete(Owner.DEFAULT, endpoint.id());
            Task done = finished(start(TaskKind.RECOVER, endpoint, asked(now(), 1)));
            assertThat(done.state()).isEqualTo(TaskState.FAILED);
            assertThat(done.progress().path("reason").asText()).contains("disabled or gone");
        }
    }

    private static Task start(TaskKind kind, Endpoint endpoint, ReplaySettings settings) {
        return tasks.tasks()
                .start(
                        new NewTask(
                                Owner.DEFAULT.tenant(),
                                Owner.DEFAULT.project(),
                                endpoint.id(),
                                kind,
                                JSON.valueToTree(settings)));
    }

    private static ReplaySettings asked(Instant since, int rate) {
        return new ReplaySettings(since, until(), List.of(), null, null, null, null, rate, false);
    }

    private static Task finished(Task task) {
        await().atMost(Duration.ofSeconds(20)).until(() -> now(task).state() != TaskState.RUNNING);
        return now(task);
    }

    private static Task now(Task task) {
        return tasks.tasks().find(task.tenant(), task.id()).orElseThrow();
    }

    private static boolean stands(Endpoint endpoint, Entry entry, String kind) {
        return new Standings(JdbcClient.create(database.dataSource()))
                .at(endpoint.id(), List.of(entry.event().id()), entry.at())
                .get(entry.event().id())
                .kind()
                .name()
                .equals(kind);
    }

    private static List<String> ids(ScriptedReceiver receiver) {
        return receiver.received().stream().map(r -> r.header("webhook-id")).toList();
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.event().id().value()).toList();
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private static Instant until() {
        return now().plusSeconds(60);
    }
}
