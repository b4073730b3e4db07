package dev.serai.relay.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.outbox.Entry;
import dev.serai.outbox.TestLog;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.RecordingHandler;
import dev.serai.relay.TestHub;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.EntryFailed;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.Patience;
import dev.serai.relay.sink.Portions;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A sink that is handed its events one by one. */
class OneByOneTest {

    private static final SinkName SINK = new SinkName("test");
    private static final Patience QUICK =
            new Patience(3, Duration.ofMillis(5), Duration.ofMillis(10), 20, null);

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
    void keepsTheOrderThroughAnOutageAndRepeatsNothing() {
        AtomicInteger calls = new AtomicInteger();
        sink.first(
                (batch, session) -> {
                    int call = calls.incrementAndGet();
                    if (call >= 4 && call <= 9) {
                        throw new IOException("connection refused");
                    }
                });
        append("a", 0, 8);
        serve(Portions.ONE_BY_ONE, QUICK);
        awaitTaken(8);
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(0, 8));
        assertThat(sink.offered()).hasSize(14).allMatch(batch -> batch.entries().size() == 1);
        assertThat(parked()).isEmpty();
        awaitNoLag();
    }

    @Test
    void parksAnEventThatFailsForItselfAndTakesTheRest() {
        sink.first((batch, session) -> failFor(batch, Set.of("1")));
        append("a", 0, 4);
        serve(Portions.ONE_BY_ONE, QUICK);
        awaitTaken(3);
        awaitNoLag();
        assertThat(sink.data("a")).containsExactly("0", "2", "3");
        assertThat(sink.offered()).hasSize(6);
        assertThat(parked())
                .containsExactly(Map.of("reason", "exhausted", "attempts", 3, "detail", "no 1"));
    }

    @Test
    void parksNothingWhenItIsToldToWait() {
        AtomicBoolean picky = new AtomicBoolean(true);
        sink.first((batch, session) -> failFor(batch, picky.get() ? Set.of("1") : Set.of()));
        append("a", 0, 3);
        serve(Portions.ONE_BY_ONE, QUICK.withAttempts(0));
        await().until(() -> sink.offered().size() > 6);
        assertThat(sink.data("a")).containsExactly("0");
        picky.set(false);
        awaitTaken(3);
        assertThat(sink.data("a")).containsExactly("0", "1", "2");
        assertThat(parked()).isEmpty();
    }

    @Test
    void takesTooManyBadEventsInARowForAnOutage() {
        AtomicBoolean down = new AtomicBoolean(true);
        Set<String> all = Set.copyOf(numbers(0, 10));
        sink.first((batch, session) -> failFor(batch, down.get() ? all : Set.of()));
        append("a", 0, 10);
        serve(Portions.ONE_BY_ONE, new Patience(1, ms(1), ms(1), 3, null));
        await().until(
                        () ->
                                hub.relays().status().getFirst().shards().stream()
                                        .anyMatch(s -> s.state() == RelayState.BACKING_OFF));
        await().until(() -> sink.offered().size() > 8);
        assertThat(parked()).hasSize(3);
        down.set(false);
        awaitTaken(7);
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(3, 10));
    }

    @Test
    void parksNoMoreInARowHoweverOftenItIsServedAnew() {
        Set<String> all = Set.copyOf(numbers(0, 10));
        AtomicBoolean down = new AtomicBoolean(true);
        sink.first((batch, session) -> failFor(batch, down.get() ? all : Set.of()));
        append("a", 0, 10);
        for (int round = 0; round < 4; round++) {
            int offered = sink.offered().size();
            serve(Portions.ONE_BY_ONE, new Patience(1, ms(1), ms(1), 3, null));
            await().until(() -> sink.offered().size() > offered + 3);
            hub.relays().unregister(SINK);
            assertThat(parked()).hasSize(3);
        }
        down.set(false);
        serve(Portions.ONE_BY_ONE, new Patience(1, ms(1), ms(1), 3, null));
        awaitTaken(7);
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(3, 10));
    }

    @Test
    void hasManyKeysUnderWayAndOneEventOfEach() {
        Set<String> under = ConcurrentHashMap.newKeySet();
        CountDownLatch four = new CountDownLatch(4);
        AtomicBoolean twice = new AtomicBoolean();
        sink.first(
                (batch, session) -> {
                    String key = batch.entries().getFirst().event().partitionKey();
                    twice.compareAndSet(false, !under.add(key));
                    four.countDown();
                    four.await();
                    under.remove(key);
                });
        List<String> keys = keysOfOneGroup(4);
        for (int i = 0; i < 5; i++) {
            for (String key : keys) {
                append(key, i, i + 1);
            }
        }
        serve(new Portions(50, Portions.BYTES_MAX, false, 4), QUICK);
        awaitTaken(20);
        assertThat(twice).isFalse();
        keys.forEach(key -> assertThat(sink.data(key)).containsExactlyElementsOf(numbers(0, 5)));
        awaitNoLag();
    }

    @Test
    void doesNotRepeatOtherKeysWhenOneHasToWait() {
        AtomicBoolean down = new AtomicBoolean(true);
        List<String> keys = keysOfOneGroup(3);
        CountDownLatch others = new CountDownLatch(2);
        sink.first(
                (batch, session) -> {
                    if (!batch.entries()
                            .getFirst()
                            .event()
                            .partitionKey()
                            .equals(keys.getFirst())) {
                        others.countDown();
                    } else if (down.get()) {
                        others.await();
                        throw new IOException("not this one");
                    }
                });
        keys.forEach(key -> append(key, 0, 1));
        serve(new Portions(50, Portions.BYTES_MAX, false, 3), QUICK);
        awaitTaken(2);
        await().until(() -> sink.offered().size() > 5);
        down.set(false);
        awaitTaken(3);
        awaitNoLag();
        assertThat(sink.ids()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void takesABatchApartThatFailsForOneEvent() {
        sink.first((batch, session) -> failFor(batch, Set.of("2")));
        append("a", 0, 5);
        serve(Portions.TOGETHER, QUICK);
        awaitTaken(4);
        awaitNoLag();
        assertThat(sink.data("a")).containsExactly("0", "1", "3", "4");
        assertThat(parked()).hasSize(1);
    }

    @Test
    void sendsAParkedEventAgainAndParksItAgainIfItStillFails() {
        AtomicBoolean picky = new AtomicBoolean(true);
        sink.first((batch, session) -> failFor(batch, picky.get() ? Set.of("1") : Set.of()));
        append("a", 0, 3);
        serve(Portions.ONE_BY_ONE, QUICK);
        awaitTaken(2);
        await().until(() -> parked().size() == 1);
        String id = jdbc.queryForObject("select id from serai.parked", String.class);
        ParkedEvent event = hub.parked().find(TenantId.DEFAULT, id).orElseThrow();
        hub.replayer().replay(event);
        await().until(() -> sink.offered().stream().filter(Batch::isReplay).count() == 3);
        await().until(
                        () ->
                                jdbc.queryForObject(
                                        "select replay_requested_at is null from serai.parked",
                                        Boolean.class));
        picky.set(false);
        hub.replayer().replay(event);
        await().until(() -> parked().isEmpty());
        assertThat(sink.data("a")).containsExactly("0", "2", "1");
    }

    @Test
    void stopsBetweenTwoEventsAndGoesOnWithTheNext() throws Exception {
        CountDownLatch inHand = new CountDownLatch(2);
        CountDownLatch mayFinish = new CountDownLatch(1);
        sink.first(
                (batch, session) -> {
                    inHand.countDown();
                    if (inHand.getCount() == 0) {
                        mayFinish.await();
                    }
                });
        append("a", 0, 5);
        serve(Portions.ONE_BY_ONE, QUICK);
        inHand.await();
        Thread stopping = Thread.ofVirtual().start(() -> hub.relays().unregister(SINK));
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        mayFinish.countDown();
        stopping.join();
        assertThat(sink.data("a")).containsExactly("0", "1");
        serve(Portions.ONE_BY_ONE, QUICK);
        awaitTaken(5);
        assertThat(sink.data("a")).containsExactlyElementsOf(numbers(0, 5));
    }

    private void serve(Portions portions, Patience patience) {
        hub.relays()
                .register(
                        SINK,
                        new SinkOptions(
                                SinkOptions.Keeper.POSTGRES,
                                From.START,
                                portions,
                                patience,
                                EntryFilter.ALL),
                        sink);
    }

    private static void failFor(Batch batch, Set<String> bad) {
        for (Entry entry : batch.entries()) {
            String data = new String(entry.event().data(), StandardCharsets.UTF_8);
            if (bad.contains(data)) {
                throw new EntryFailed("no " + data);
            }
        }
    }

    /** Keys that one thread serves. */
    private List<String> keysOfOneGroup(int count) {
        return IntStream.range(0, 200)
                .mapToObj(i -> "key-" + i)
                .filter(key -> shardOf(key) < 16 / ShardGroup.COUNT)
                .limit(count)
                .toList();
    }

    private int shardOf(String key) {
        return jdbc.queryForObject(
                "select serai.shard_of('default', 'default', ?)", Integer.class, key);
    }

    private List<Map<String, Object>> parked() {
        return jdbc.queryForList("select reason, attempts, detail from serai.parked");
    }

    private void awaitTaken(int count) {
        await().until(() -> sink.taken().size() >= count);
    }

    private void awaitNoLag() {
        await().until(() -> hub.relays().status().stream().allMatch(s -> s.lag() == 0));
    }

    private void append(String key, int from, int to) {
        numbers(from, to).forEach(n -> log.append(TestLog.event("test.made", key, n)));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }
}
