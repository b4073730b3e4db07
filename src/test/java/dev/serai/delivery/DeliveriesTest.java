package dev.serai.delivery;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.lane.Lane;
import dev.serai.delivery.row.ClaimedRow;
import dev.serai.delivery.row.DeliveryState;
import dev.serai.delivery.row.DueRows;
import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.parked.ParkedEvent;
import dev.serai.problem.ProblemException;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import dev.serai.tenant.Owner;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of events and their deliveries. */
final class DeliveriesTest {

    private static final Duration SOON = Duration.ofMillis(20);

    private TestDatabase database;
    private TestHub hub;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database.dataSource(), SOON, SOON);
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void deliversEachEventOnceToEachEndpointThatWantsIt() throws IOException {
        try (ScriptedReceiver all = ScriptedReceiver.playing(answers(200));
                ScriptedReceiver paid = ScriptedReceiver.playing(answers(204))) {
            Endpoint first = hub.endpoint(all.url());
            Endpoint second = hub.endpoint(paid.url(), "order.paid");
            List<Entry> entries = hub.entries("order.paid", 20);
            List<Entry> others = hub.entries("order.made", 5);
            hub.settle(entries);
            hub.settle(others);
            await().until(() -> hub.rows() == 0); // where this machine was too slow
            assertThat(all.received()).hasSize(25);
            assertThat(paid.received())
                    .extracting(request -> request.header("webhook-id"))
                    .containsExactlyInAnyOrderElementsOf(
                            entries.stream().map(e -> e.event().id().value()).toList());
            assertThat(hub.attempts(first)).hasSize(25);
            assertThat(hub.attempts(second)).hasSize(20).allMatch(Attempt::delivered);
            assertThat(hub.rows()).isZero();
            assertThat(hub.state(others.getFirst()).kind()).isEqualTo(DeliveryState.Kind.DELIVERED);
        }
    }

    @Test
    void isSettledAtOnceWhenNobodyWantsIt() {
        assertThat(hub.accept(hub.entries("order.paid", 3))).isCompleted();
        assertThat(hub.accept(List.of())).isCompleted();
    }

    @Test
    void recordsEveryAttemptAndTriesAgainUntilItWorks() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) ->
                                reply.send(
                                        request.number() < 3 ? 500 : 200,
                                        Map.of(),
                                        "answer " + request.number()))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            Entry entry = hub.entries("order.paid", 1).getFirst();
            hub.settle(List.of(entry));
            await().until(() -> hub.state(entry).kind() == DeliveryState.Kind.DELIVERED);
            List<Attempt> attempts = hub.attempts(endpoint);
            assertThat(attempts.reversed())
                    .extracting(Attempt::status)
                    .containsExactly(500, 500, 200);
            assertThat(attempts.reversed())
                    .extracting(Attempt::response)
                    .containsExactly("answer 1", "answer 2", "answer 3");
            Attempt last = attempts.getFirst();
            assertThat(last.id()).startsWith("atmpt_").hasSize(33);
            assertThat(last.event()).isEqualTo(entry.event().id());
            assertThat(last.url()).isEqualTo(receiver.url());
            assertThat(last.manual()).isFalse();
            assertThat(hub.rows()).isZero();
            assertThat(hub.state(entry).attempts()).isEqualTo(3);
        }
    }

    @Test
    void parksTheEventWhenAttemptsAreSpentAndReplaysIt() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(503))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            Entry entry = hub.entries("order.paid", 1).getFirst();
            hub.settle(List.of(entry));
            await().until(() -> !hub.parked(entry).isEmpty());
            ParkedEvent parked = hub.parked(entry).getFirst();
            assertThat(parked.sink()).isEqualTo("webhooks");
            assertThat(parked.endpoint()).isEqualTo(endpoint.id());
            assertThat(parked.reason()).isEqualTo(ParkedEvent.Reason.EXHAUSTED);
            assertThat(parked.attempts()).isEqualTo(3);
            assertThat(parked.position()).isEqualTo(entry.position());
            assertThat(parked.detail()).contains("503");
            assertThat(receiver.received()).hasSize(3);
            assertThat(hub.state(entry).kind()).isEqualTo(DeliveryState.Kind.PARKED);
            assertThat(hub.rows()).isZero();

            receiver.play(answers(200));
            assertThat(hub.engine.replayer().replays(parked)).isTrue();
            hub.engine.replayer().replay(parked);
            await().until(() -> hub.state(entry).kind() == DeliveryState.Kind.DELIVERED);
            assertThat(hub.parked(entry)).isEmpty();
            assertThat(hub.attempts(endpoint).getFirst().manual()).isTrue();
            assertThat(receiver.received()).hasSize(4);
        }
    }

    @Test
    void aReplayBeginsTheScheduleAnew() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404))) {
            hub.endpoint(receiver.url());
            Entry entry = hub.entries("order.paid", 1).getFirst();
            hub.settle(List.of(entry));
            await().until(() -> !hub.parked(entry).isEmpty());
            hub.engine.replayer().replay(hub.parked(entry).getFirst());
            await().until(() -> !hub.parked(entry).isEmpty());
            assertThat(hub.parked(entry).getFirst().attempts()).isEqualTo(3);
            assertThat(receiver.received()).hasSize(6);
        }
    }

    @Test
    void refusesToReplayToAnEndpointThatIsGoneOrDisabled() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            Entry entry = hub.entries("order.paid", 1).getFirst();
            hub.settle(List.of(entry));
            await().until(() -> !hub.parked(entry).isEmpty());
            ParkedEvent parked = hub.parked(entry).getFirst();
            hub.endpoints.disable(endpoint.id());
            assertThatThrownBy(() -> hub.engine.replayer().replay(parked))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("endpoint_disabled"));
            hub.endpoints.delete(Owner.DEFAULT, endpoint.id());
            assertThatThrownBy(() -> hub.engine.replayer().replay(parked))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("endpoint_gone"));
            assertThat(hub.parked(entry)).hasSize(1);
        }
    }

    @Test
    void waitsAsLongAsTheEndpointAsks() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(answers(429, Map.of("Retry-After", "3600"), ""))) {
            hub.endpoint(receiver.url());
            Entry entry = hub.entries("order.paid", 1).getFirst();
            hub.settle(List.of(entry));
            DeliveryState state = hub.state(entry);
            assertThat(state.kind()).isEqualTo(DeliveryState.Kind.WAITING);
            assertThat(Duration.between(state.lastAt(), state.nextAt()))
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        }
    }

    @Test
    void anEndpointThatIsGoneIsDisabledAndItsEventsAreParked() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(404))) {
            EndpointOptions options =
                    new EndpointOptions(
                            Payload.DATA,
                            Ordering.NONE,
                            null,
                            List.of(Duration.ofHours(1), Duration.ofHours(1)),
                            null);
            Endpoint endpoint =
                    hub.endpoints.create(
                            Owner.DEFAULT,
                            Samples.settings(receiver.url()).withOptions(options),
                            Samples.SECRET);
            List<Entry> waiting = hub.entries("order.paid", 3);
            hub.settle(waiting);
            receiver.play(answers(410));
            List<Entry> gone = hub.entries("order.paid", 1);
            hub.settle(gone);
            assertThat(hub.endpoints.find(endpoint.id()).orElseThrow().settings().disabled())
                    .isTrue();
            assertThat(hub.parked(gone.getFirst()).getFirst().reason())
                    .isEqualTo(ParkedEvent.Reason.ENDPOINT_DISABLED);
            hub.jdbc.sql("update serai.delivery set due_at = now()").update();
            await().until(() -> hub.rows() == 0);
            assertThat(waiting)
                    .allSatisfy(
                            entry ->
                                    assertThat(hub.parked(entry).getFirst().reason())
                                            .isEqualTo(ParkedEvent.Reason.ENDPOINT_DISABLED));
            int requests = receiver.received().size();
            assertThat(hub.accept(hub.entries("order.paid", 1))).isCompleted();
            assertThat(receiver.received()).hasSize(requests);
        }
    }

    @Test
    void aDeadEndpointHoldsNobodyUp() throws IOException {
        try (ScriptedReceiver dead = ScriptedReceiver.playing(ScriptedReceiver.stalls());
                ScriptedReceiver healthy = ScriptedReceiver.playing(answers(200))) {
            Endpoint deadEndpoint = hub.endpoint(dead.url());
            Endpoint healthyEndpoint = hub.endpoint(healthy.url());
            for (int i = 0; i < 5; i++) {
                hub.settle(hub.entries("order.paid", 50));
            }
            await().until(() -> hub.attempts(healthyEndpoint).size() == 250);
            assertThat(hub.attempts(healthyEndpoint)).allMatch(Attempt::delivered);
            assertThat(healthy.received()).hasSize(250);
            assertThat(hub.attempts(deadEndpoint)).noneMatch(Attempt::delivered);
            // The dead one got a few attempts; all the rest waits for it and for nobody else.
            assertThat(dead.received().size()).isLessThan(100);
            assertThat(hub.rows()).isBetween(150L, 250L);
        }
    }

    @Test
    void anEndpointThatAnswersQuicklyAgainGetsItsEventsWithoutRowsAgain() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) -> {
                            assertThat(slow.await(5, TimeUnit.SECONDS)).isTrue();
                            reply.send(200, Map.of(), "");
                        })) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            hub.settle(hub.entries("order.paid", 1));
            assertThat(hub.rows()).isEqualTo(1);
            slow.countDown();
            await().until(() -> hub.attempts(endpoint).size() == 1);
            await().until(() -> hub.rows() == 0);
            receiver.play(answers(200));
            hub.settle(hub.entries("order.paid", 1));
            await().until(() -> hub.rows() == 0);
            assertThat(hub.attempts(endpoint)).hasSize(2).allMatch(Attempt::delivered);
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void deliversALargeBatchWithoutLosingOrRepeatingAny() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            hub.endpoint(receiver.url());
            List<Entry> entries = hub.entries("order.paid", 2_000);
            CompletableFuture.allOf(
                            hub.accept(entries.subList(0, 700)),
                            hub.accept(entries.subList(700, 1_300)),
                            hub.accept(entries.subList(1_300, 2_000)))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            await().until(() -> hub.rows() == 0);
            assertThat(receiver.received()).hasSize(2_000);
            assertThat(receiver.received().stream().map(r -> r.header("webhook-id")).distinct())
                    .hasSize(2_000);
            assertThat(receiver.inFlightMost())
                    .isLessThanOrEqualTo(Lane.FRESH_HANDS_MAX + Lane.ROWS_HANDS_MAX);
        }
    }

    @Test
    void sendsTheMostUrgentOfWhatWaitsFirst() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(ScriptedReceiver.stalls())) {
            hub.endpoint(receiver.url());
            hub.settle(hub.entries("order.paid", 1)); // lags now: what follows waits
            List<Entry> normal = hub.entries("order.paid", 8);
            Entry urgent = hub.entries("order.paid", 1).getFirst();
            hub.jdbc
                    .sql("update serai.event set priority = 3 where id = ?")
                    .param(urgent.event().id().value())
                    .update();
            DueRows other = new DueRows(hub.jdbc, new java.util.UUID(1, 2));
            hub.close();
            hub.jdbc.sql("delete from serai.delivery").update();
            insertRows(normal);
            insertRows(List.of(urgent));
            hub.jdbc
                    .sql("update serai.delivery set priority = 3 where event_id = ?")
                    .param(urgent.event().id().value())
                    .update();
            String endpoint =
                    hub.jdbc
                            .sql("select min(endpoint_id) from serai.delivery")
                            .query(String.class)
                            .single();
            assertThat(other.claim(Map.of(endpoint, 1), Duration.ofSeconds(30)))
                    .extracting(ClaimedRow::event)
                    .containsExactly(urgent.event().id().value());
            assertThat(other.claim(Map.of(endpoint, 100), Duration.ofSeconds(30))).hasSize(8);
            assertThat(other.claim(Map.of(endpoint, 100), Duration.ofSeconds(30))).isEmpty();
        }
    }

    @Test
    void keepsToAnEndpointsRate() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            EndpointSettings plain = Samples.settings(receiver.url());
            hub.endpoints.create(
                    Owner.DEFAULT,
                    new EndpointSettings(
                            null,
                            plain.url(),
                            "",
                            List.of(),
                            List.of(),
                            false,
                            Map.of(),
                            2,
                            Map.of()),
                    null);
            hub.settle(hub.entries("order.paid", 6));
            assertThat(receiver.received().size()).isLessThanOrEqualTo(3);
            await().until(() -> receiver.received().size() == 6);
            await().until(() -> hub.rows() == 0);
        }
    }

    @Test
    void parksWhatWaitsForAnEndpointThatIsDeleted() throws IOException {
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(answers(429, Map.of("Retry-After", "3600"), ""))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            Entry entry = hub.entries("order.paid", 1).getFirst();
            hub.settle(List.of(entry));
            hub.endpoints.delete(Owner.DEFAULT, endpoint.id());
            assertThat(hub.engine.deliveries().endpointEnded(endpoint.id())).isEqualTo(1);
            assertThat(hub.rows()).isZero();
            assertThat(hub.parked(entry).getFirst().reason())
                    .isEqualTo(ParkedEvent.Reason.ENDPOINT_DISABLED);
        }
    }

    @Test
    void stopsWithoutBeginningAnythingAndRecordsWhatWasUnderWay() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (ScriptedReceiver receiver =
                ScriptedReceiver.playing(
                        (request, reply) -> {
                            arrived.countDown();
                            assertThat(answer.await(5, TimeUnit.SECONDS)).isTrue();
                            reply.send(200, Map.of(), "");
                        })) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            CompletableFuture<Void> settled = hub.accept(hub.entries("order.paid", 40));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(hub.engine::close);
            await().until(
                            () ->
                                    hub.accept(hub.entries("order.paid", 1))
                                            .isCompletedExceptionally());
            answer.countDown();
            closing.orTimeout(20, TimeUnit.SECONDS).join();
            settled.orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(hub.attempts(endpoint)).hasSize(receiver.received().size());
            assertThat(hub.rows() + hub.attempts(endpoint).size()).isEqualTo(40);
        }
    }

    @Test
    void carriesOnWhenTheDaysPartitionIsMissing() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            hub.jdbc
                    .sql(
                            """
                            do $$ declare t text; begin
                                for t in select inhrelid::regclass::text from pg_inherits
                                    where inhparent = 'serai.attempt'::regclass
                                loop execute 'drop table ' || t; end loop;
                            end $$
                            """)
                    .update();
            hub.settle(hub.entries("order.paid", 3));
            await().until(() -> hub.attempts(endpoint).size() == 3);
        }
    }

    private void insertRows(List<Entry> entries) {
        Endpoint endpoint = hub.endpoints.matching(event(entries)).getFirst();
        for (Entry entry : entries) {
            hub.jdbc
                    .sql(
                            """
                            insert into serai.delivery (event_id, endpoint_id, tenant, project,
                                shard, pos, appended_at, type, priority, attempts, manual,
                                begun_at, due_at)
                            select id, ?, tenant, project, shard, pos, appended_at, type, 1, 0,
                                false, now(), now() from serai.event where id = ?
                            """)
                    .param(endpoint.id())
                    .param(entry.event().id().value())
                    .update();
        }
    }

    private static Event event(List<Entry> entries) {
        return entries.getFirst().event();
    }
}
