package dev.serai.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.event.Event;
import dev.serai.event.TypePattern;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.outbox.TestLog;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.BatchHandler;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.Session;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.Patience;
import dev.serai.relay.sink.Portions;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.relay.status.ShardStatus;
import dev.serai.relay.status.SinkStatus;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class RelayTest {

    private static final SinkName SINK = new SinkName("test");

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final TestHub hub = TestHub.on(database.dataSource(), log.log(), "hub-a");
    private final RecordingHandler sink = new RecordingHandler();

    @AfterEach
    void close() {
        hub.close();
        log.close();
        database.close();
    }

    @Test
    void deliversEveryEventOnceInTheOrderOfItsKey() {
        List<String> before = append("a", 0, 300);
        hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
        List<String> after = append("a", 300, 350);
        awaitTaken(350);
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(0, 350));
        assertThat(sink.ids()).containsAll(before).containsAll(after).doesNotHaveDuplicates();
        assertThat(sink.offered()).allMatch(batch -> batch.entries().size() <= 500);
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        append("a", 0, 10);
        hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
        awaitTaken(10);
        hub.relays().unregister(SINK);
        append("a", 10, 20);
        hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
        awaitTaken(20);
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(0, 20));
    }

    @Test
    void beginsWithTheNextEventWhenToldTo() {
        append("a", 0, 10);
        hub.relays().register(SINK, options(From.NOW, EntryFilter.ALL), sink);
        await().until(() -> hub.relays().status().stream().anyMatch(s -> s.shards().size() == 16));
        append("a", 10, 12);
        awaitTaken(2);
        assertThat(sink.data("a")).containsExactly("10", "11");
    }

    @Test
    void waitsThroughAnOutageAndParksNothing() {
        AtomicBoolean down = new AtomicBoolean(true);
        sink.first(
                (batch, session) -> {
                    if (down.get()) {
                        throw new IOException("connection refused");
                    }
                });
        append("a", 0, 5);
        hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
        await().until(() -> sink.offered().size() >= 4);
        ShardStatus waiting = status("a");
        assertThat(waiting.state()).isEqualTo(RelayState.BACKING_OFF);
        assertThat(waiting.detail()).contains("connection refused");
        assertThat(waiting.lag()).isEqualTo(5);
        assertThat(waiting.oldestUndelivered()).isNotNull();
        down.set(false);
        awaitTaken(5);
        await().until(() -> status("a").state() == RelayState.RUNNING);
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(0, 5));
        assertThat(parkedCount()).isZero();
        await().until(() -> status("a").lag() == 0);
    }

    @Test
    void parksWhatTheSinkRefusesAndGoesOn() {
        sink.first((batch, session) -> refuse(batch, "3", "7"));
        append("a", 0, 10);
        hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
        awaitTaken(8);
        await().until(() -> status("a").lag() == 0);
        assertThat(sink.data("a")).containsExactly("0", "1", "2", "4", "5", "6", "8", "9");
        assertThat(
                        jdbc.queryForList(
                                "select reason || detail from serai.parked order by 1",
                                String.class))
                .containsExactly("too-largenot 3", "too-largenot 7");
    }

    @Test
    void sendsAParkedEventAgainWhenAsked() {
        AtomicBoolean picky = new AtomicBoolean(true);
        sink.first(
                (batch, session) -> {
                    if (picky.get()) {
                        refuse(batch, "1");
                    }
                });
        append("a", 0, 3);
        hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
        awaitTaken(2);
        String id = jdbc.queryForObject("select id from serai.parked", String.class);
        ParkedEvent parked = hub.parked().find(TenantId.DEFAULT, id).orElseThrow();
        assertThat(hub.replayer().replays(parked)).isTrue();

        hub.replayer().replay(parked);
        await().until(() -> sink.offered().stream().anyMatch(Batch::isReplay));
        await().until(() -> !isReplayRequested(id));
        assertThat(parkedCount()).as("refused again, so parked again").isOne();

        picky.set(false);
        hub.replayer().replay(parked);
        await().until(() -> parkedCount() == 0);
        assertThat(sink.data("a")).containsExactly("0", "2", "1");
        append("a", 3, 4);
        awaitTaken(4);
    }

    @Test
    void movesThePlacePastWhatTheFilterLeavesOut() {
        EntryFilter filter = new EntryFilter(List.of(TypePattern.of("test.wanted")), null);
        hub.relays().register(SINK, options(From.START, filter), sink);
        append("a", 0, 5);
        Event wanted = TestLog.event("test.wanted", "a", "here");
        Position position = ((Appended.New) log.append(wanted)).position();
        append("a", 6, 9);
        awaitTaken(1);
        await().until(() -> status("a").lag() == 0);
        assertThat(sink.data("a")).containsExactly("here");
        assertThat(sink.offered()).hasSize(1);
        SinkStatus known = hub.relays().status().getFirst();
        assertThat(known.outcomeOf(wanted, position)).isEqualTo(SinkStatus.Outcome.DELIVERED);
        assertThat(known.outcomeOf(TestLog.event("test.made", "a", ""), position))
                .isEqualTo(SinkStatus.Outcome.FILTERED);
    }

    @Test
    void finishesTheBatchInHandBeforeItStops() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        sink.first(
                (batch, session) -> {
                    inHand.countDown();
                    mayFinish.await();
                });
        append("a", 0, 3);
        hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
        inHand.await();
        Thread stopping = Thread.ofVirtual().start(() -> hub.relays().unregister(SINK));
        mayFinish.countDown();
        stopping.join();
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(0, 3));
        assertThat(status("a").lag()).isZero();
        assertThat(status("a").state()).isEqualTo(RelayState.WAITING_FOR_LEASE);
    }

    @Test
    void givesEveryHubEverythingFromNowOnInABroadcast() {
        append("a", 0, 3);
        SinkOptions broadcast =
                new SinkOptions(
                        SinkOptions.Keeper.NOBODY,
                        From.NOW,
                        Portions.TOGETHER,
                        Patience.DEFAULT,
                        EntryFilter.ALL);
        RecordingHandler second = new RecordingHandler();
        second.first(new FailingTwice());
        try (TestHub other = TestHub.on(database.dataSource(), log.log(), "hub-b")) {
            hub.relays().register(SINK, broadcast, sink);
            other.relays().register(SINK, broadcast, second);
            // Both begin at the log's end, which is where they are once they see a new event.
            List<String> probes = new ArrayList<>();
            await().until(
                            () -> {
                                probes.addAll(append("probe", 0, 1));
                                return !sink.ids().isEmpty() && !second.ids().isEmpty();
                            });
            append("a", 3, 6);
            await().until(() -> sink.data("a").size() == 3 && second.data("a").size() == 3);
            assertThat(sink.data("a")).containsExactly("3", "4", "5");
            assertThat(second.data("a")).containsExactly("3", "4", "5");
        }
        assertThat(jdbc.queryForObject("select count(*) from serai.cursor", Long.class)).isZero();
    }

    @Nested
    class Stops {

        @Test
        void atAHoleInTheLog() {
            append("a", 0, 6);
            jdbc.update("delete from serai.event where pos = 3");
            hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
            awaitStopped("has no entry");
            assertThat(sink.taken()).isEmpty();
        }

        @Test
        void whenTheLogIsAnotherOne() {
            deliverSome();
            jdbc.update("update serai.installation set incarnation = gen_random_uuid()");
            append("a", 6, 8);
            hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
            awaitStopped("restored or made anew");
            assertThat(sink.taken()).hasSize(6);
        }

        @Test
        void whenTheLogEndsBeforeItsPlace() {
            deliverSome();
            jdbc.update("delete from serai.event where pos > 4");
            jdbc.update("update serai.shard_head set last_pos = 4 where last_pos > 4");
            hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
            awaitStopped("but the log ends at");
        }

        @Test
        void whenItsPlaceWasGivenToAnotherEvent() {
            deliverSome();
            jdbc.update("delete from serai.event where pos > 4");
            jdbc.update("update serai.shard_head set last_pos = 4 where last_pos > 4");
            append("a", 4, 9);
            hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
            awaitStopped("is not the one that the sink has delivered");
            assertThat(sink.taken()).hasSize(6);
        }

        @Test
        void andGoesOnOnceItIsMended() {
            deliverSome();
            jdbc.update("update serai.shard_head set last_pos = 4 where last_pos = 6");
            hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
            awaitStopped("but the log ends at");
            jdbc.update("update serai.shard_head set last_pos = 6 where last_pos = 4");
            append("a", 6, 8);
            awaitTaken(8);
        }

        private void deliverSome() {
            append("a", 0, 6);
            hub.relays().register(SINK, SinkOptions.DEFAULT, sink);
            awaitTaken(6);
            hub.relays().unregister(SINK);
        }

        private void awaitStopped(String why) {
            await().until(
                            () ->
                                    hub.relays().status().stream()
                                            .flatMap(s -> s.shards().stream())
                                            .anyMatch(s -> s.state() == RelayState.STOPPED));
            assertThat(status("a").detail()).contains(why);
        }
    }

    /** Refuses each entry twice before it takes it, as a sink does that is not quite up yet. */
    private static final class FailingTwice implements BatchHandler {
        private int failures;

        @Override
        public void handle(Batch batch, Session session) throws IOException {
            if (failures++ < 2) {
                throw new IOException("not yet");
            }
        }
    }

    private void awaitTaken(int count) {
        await().until(() -> sink.taken().size() >= count);
    }

    private List<String> append(String key, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> TestLog.event("test.made", key, String.valueOf(i)))
                .map(event -> log.append(event).id().value())
                .toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static String data(Entry entry) {
        return new String(entry.event().data(), StandardCharsets.UTF_8);
    }

    private static void refuse(Batch batch, String... data) {
        Map<Position, Refusal> refusals = new HashMap<>();
        for (Entry entry : batch.entries()) {
            if (List.of(data).contains(data(entry))) {
                String detail = "not " + data(entry);
                refusals.put(entry.position(), new Refusal(ParkedEvent.Reason.TOO_LARGE, detail));
            }
        }
        if (!refusals.isEmpty()) {
            throw new Refused(refusals);
        }
    }

    private ShardStatus status(String key) {
        int shard =
                jdbc.queryForObject(
                        "select serai.shard_of('default', 'default', ?)", Integer.class, key);
        return hub.relays().status().getFirst().shards().stream()
                .filter(s -> s.shard() == shard)
                .findFirst()
                .orElseThrow();
    }

    private long parkedCount() {
        return jdbc.queryForObject("select count(*) from serai.parked", Long.class);
    }

    private boolean isReplayRequested(String id) {
        return jdbc.queryForObject(
                "select replay_requested_at is not null from serai.parked where id = ?",
                Boolean.class,
                id);
    }

    private static SinkOptions options(From from, EntryFilter filter) {
        return new SinkOptions(
                SinkOptions.Keeper.POSTGRES, from, Portions.TOGETHER, Patience.DEFAULT, filter);
    }
}
