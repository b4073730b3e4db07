package dev.serai.delivery;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.delivery.settle.DeliveryListener;
import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several hubs on one database, hubs that die, databases that go away, breakers that open. */
final class ManyHubsTest {

    private static final Duration SOON = Duration.ofMillis(20);

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void twoHubsNeverAttemptADeliveryAtTheSameTime() throws IOException {
        Set<String> underWay = ConcurrentHashMap.newKeySet();
        List<String> overlaps = new CopyOnWriteArrayList<>();
        try (TestHub one = TestHub.on(database.dataSource(), SOON, SOON, SOON);
                TestHub two = TestHub.on(database.dataSource(), SOON, SOON, SOON);
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    String id = request.header("webhook-id");
                                    if (!underWay.add(id)) {
                                        overlaps.add(id);
                                    }
                                    reply.stalledFor(5);
                                    underWay.remove(id);
                                    reply.send(request.number() % 3 == 0 ? 400 : 200, Map.of(), "");
                                })) {
            Endpoint endpoint = one.endpoint(receiver.url());
            List<Entry> entries = one.entries("order.paid", 300);
            one.accept(entries.subList(0, 150));
            two.accept(entries.subList(150, 300));
            await().until(
                            () ->
                                    one.attempts(endpoint).stream()
                                                            .filter(Attempt::delivered)
                                                            .map(Attempt::event)
                                                            .distinct()
                                                            .count()
                                                    + entries.stream()
                                                            .filter(e -> !one.parked(e).isEmpty())
                                                            .count()
                                            == 300);
            await().until(() -> one.rows() == 0);
            assertThat(overlaps).isEmpty();
            assertThat(
                            one.attempts(endpoint).stream()
                                    .filter(Attempt::delivered)
                                    .map(Attempt::event))
                    .doesNotHaveDuplicates();
            assertThat(one.attempts(endpoint)).hasSize(receiver.received().size());
        }
    }

    @Test
    void whatADeadHubHadClaimedIsTakenOver() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(ScriptedReceiver.stalls());
                HikariDataSource dying = new HikariDataSource()) {
            dying.setJdbcUrl(database.url());
            TestHub dead = TestHub.on(dying, SOON, SOON, SOON);
            Endpoint endpoint = dead.endpoint(receiver.url());
            List<Entry> entries = dead.entries("order.paid", 5);
            dead.settle(entries); // five rows, claimed by a hub that is making their attempts
            dying.close(); // from now on it cannot say anything any more
            try (TestHub heir = TestHub.on(database.dataSource(), SOON, SOON, SOON)) {
                assertThat(heir.rows()).isEqualTo(5);
                receiver.play(answers(200));
                assertThat(heir.attempts(endpoint)).isEmpty();
                heir.jdbc
                        .sql("update serai.delivery set due_at = now()") // the leases are over
                        .update();
                await().until(() -> heir.attempts(endpoint).size() == 5);
                await().until(() -> heir.rows() == 0);
                assertThat(heir.attempts(endpoint)).allMatch(Attempt::delivered);
            }
            dead.engine.close();
        }
    }

    @Test
    void whatADeadHubHadNotSettledIsDeliveredWhenItIsOfferedAgain() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200));
                HikariDataSource dying = new HikariDataSource()) {
            dying.setJdbcUrl(database.url());
            TestHub dead = TestHub.on(dying, SOON);
            Endpoint endpoint = dead.endpoint(receiver.url());
            List<Entry> entries = dead.entries("order.paid", 10);
            dying.close();
            assertThat(dead.accept(entries)).isCompletedExceptionally();
            try (TestHub heir = TestHub.on(database.dataSource(), SOON)) {
                heir.settle(entries);
                await().until(() -> heir.attempts(endpoint).size() == 10);
            }
            dead.engine.close();
        }
    }

    @Test
    void aRowThatIsThereAlreadyIsNotMadeTwice() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404));
                TestHub hub = TestHub.on(database.dataSource(), Duration.ofHours(1))) {
            hub.endpoint(receiver.url());
            List<Entry> entries = hub.entries("order.paid", 5);
            hub.settle(entries);
            hub.settle(entries);
            assertThat(hub.rows()).isEqualTo(5);
        }
    }

    @Test
    void theBreakerOpensLeavesTheEndpointAloneAndClosesAgain() throws IOException {
        List<String> breaker = new CopyOnWriteArrayList<>();
        DeliveryListener listener =
                new DeliveryListener() {
                    @Override
                    public void breakerOpened(String endpoint) {
                        breaker.add("opened");
                    }

                    @Override
                    public void breakerClosed(String endpoint) {
                        breaker.add("closed");
                    }
                };
        Duration[] schedule = {SOON, SOON, SOON, Duration.ofSeconds(30)};
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(500));
                TestHub hub =
                        TestHub.on(
                                database.dataSource(),
                                listener,
                                Duration.ofMillis(700),
                                schedule)) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            hub.settle(hub.entries("order.paid", 6));
            await().until(() -> breaker.contains("opened"));
            List<Entry> whileOpen = hub.entries("order.paid", 10);
            hub.settle(whileOpen);
            receiver.play(answers(200));
            await().until(() -> breaker.contains("closed"));
            await().until(
                            () ->
                                    whileOpen.stream()
                                            .allMatch(
                                                    e ->
                                                            hub.state(e).kind()
                                                                    == DeliveryState.Kind
                                                                            .DELIVERED));
            // Waiting for the breaker has cost none of them an attempt.
            assertThat(whileOpen).allMatch(e -> hub.state(e).attempts() == 1);
            assertThat(hub.attempts(endpoint)).isNotEmpty();
        }
    }

    @Test
    void parksWhatWaitsBehindAnOpenBreakerForLongerThanTheSchedule() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(500));
                TestHub hub =
                        TestHub.on(
                                database.dataSource(),
                                DeliveryListener.NOOP,
                                Duration.ofMinutes(10),
                                SOON)) {
            hub.endpoint(receiver.url());
            hub.settle(hub.entries("order.paid", 10));
            List<Entry> waiting = hub.entries("order.paid", 3);
            hub.settle(waiting);
            hub.jdbc.sql("update serai.delivery set begun_at = now() - interval '1 day'").update();
            await().atMost(Duration.ofSeconds(20)).until(() -> hub.rows() == 0);
            assertThat(waiting)
                    .allSatisfy(
                            entry -> {
                                assertThat(hub.parked(entry).getFirst().attempts()).isZero();
                                assertThat(hub.parked(entry).getFirst().detail())
                                        .contains("breaker");
                            });
        }
    }

    @Test
    void holdsBackRetentionForWhatWaits() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404));
                TestHub hub = TestHub.on(database.dataSource(), Duration.ofHours(1))) {
            assertThat(hub.engine.retentionGuard().neededSince()).isEqualTo(java.time.Instant.MAX);
            hub.endpoint(receiver.url());
            List<Entry> entries = hub.entries("order.paid", 1);
            hub.settle(entries);
            assertThat(hub.engine.retentionGuard().neededSince())
                    .isEqualTo(entries.getFirst().at());
        }
    }
}
