package dev.serai.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.outbox.TestLog;
import dev.serai.relay.cursor.PostgresCursors;
import dev.serai.relay.lease.Division;
import dev.serai.relay.lease.Lease;
import dev.serai.relay.lease.LeaseLost;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeaseTest {

    private static final SinkName SINK = new SinkName("test");

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final HikariDataSource own = pool();
    private final TestLog ownLog = TestLog.on(own);
    private final TestHub first = TestHub.on(own, ownLog.log(), "hub-a");
    private final TestHub second = TestHub.on(database.dataSource(), log.log(), "hub-b");
    private final RecordingHandler firstSink = new RecordingHandler();
    private final RecordingHandler secondSink = new RecordingHandler();

    @AfterEach
    void close() {
        first.close();
        second.close();
        ownLog.close();
        own.close();
        log.close();
        database.close();
    }

    @Test
    void dividesTheGroupsEvenlyBetweenTheHubsThatAreThere() {
        first.relays().register(SINK, SinkOptions.DEFAULT, firstSink);
        await().until(() -> owned("hub-a") == 4);
        second.relays().register(SINK, SinkOptions.DEFAULT, secondSink);
        await().until(() -> owned("hub-a") == 2 && owned("hub-b") == 2);
        append(0, 40);
        await().until(() -> firstSink.taken().size() + secondSink.taken().size() >= 40);
        assertThat(firstSink.taken()).isNotEmpty();
        assertThat(secondSink.taken()).isNotEmpty();
        assertThat(firstSink.ids()).doesNotContainAnyElementsOf(secondSink.ids());
    }

    @Test
    void leavesItsGroupsToOthersAtOnceWhenItStops() {
        first.relays().register(SINK, SinkOptions.DEFAULT, firstSink);
        await().until(() -> owned("hub-a") == 4);
        second.relays().register(SINK, SinkOptions.DEFAULT, secondSink);
        await().until(() -> owned("hub-b") == 2);
        first.close();
        assertThat(owned("hub-a")).isZero();
        // Well before a lease would have run out.
        await().atMost(TestHub.LEASE.dividedBy(2)).until(() -> owned("hub-b") == 4);
    }

    @Test
    void movesToAnotherHubWhenOneStopsRenewing() {
        first.relays().register(SINK, SinkOptions.DEFAULT, firstSink);
        await().until(() -> owned("hub-a") == 4);
        append(0, 10);
        await().until(() -> firstSink.taken().size() == 10);
        second.relays().register(SINK, SinkOptions.DEFAULT, secondSink);
        own.close();
        await().until(() -> owned("hub-b") == 4);
        append(10, 20);
        await().until(() -> secondSink.taken().size() == 10);
        assertThat(firstSink.taken()).hasSize(10);
    }

    @Test
    void interruptsABatchThatOutlivesItsLease() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        firstSink.first(
                (batch, session) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                });
        append(0, 1);
        first.relays().register(SINK, SinkOptions.DEFAULT, firstSink);
        await().until(() -> !firstSink.offered().isEmpty());
        own.close();
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        second.relays().register(SINK, SinkOptions.DEFAULT, secondSink);
        await().until(() -> secondSink.taken().size() == 1);
    }

    @Test
    void turnsAwayACursorOfAnOlderEpoch() {
        PostgresCursors cursors = new PostgresCursors(JdbcClient.create(database.dataSource()));
        UUID incarnation = log.log().incarnation();
        LeasedGroup old = new LeasedGroup(SINK, ShardGroup.of(0), 1);
        LeasedGroup current = new LeasedGroup(SINK, ShardGroup.of(0), 2);
        cursors.begin(old, From.START.places(log.log(), old.group().shards()), incarnation);
        cursors.move(old, List.of(place(0, 5)));
        assertThat(cursors.take(current)).hasSize(4);
        assertThatThrownBy(() -> cursors.move(old, List.of(place(0, 9))))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> cursors.write(old, List.of(place(0, 9)), incarnation))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> cursors.take(old)).isInstanceOf(LeaseLost.class);
        assertThat(cursors.read(current)).contains(place(0, 5));
        cursors.move(current, List.of(place(0, 6)));
        assertThat(cursors.read(current)).contains(place(0, 6));
    }

    @Test
    void countsALeaseFromBeforeItsRenewalWasSent() {
        AtomicLong nanos = new AtomicLong(1_000);
        long sentAt = nanos.get();
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        Lease lease = Lease.of(nanos::get, sentAt, Duration.ofSeconds(10));
        assertThat(lease.isValid()).isTrue();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(lease.isValid()).isFalse();
    }

    @Test
    void givesSharesThatSumUpToAllGroups() {
        for (int hubs = 1; hubs <= 6; hubs++) {
            List<String> names = IntStream.range(0, hubs).mapToObj(i -> "hub-" + i).toList();
            List<Integer> shares =
                    names.stream().map(hub -> Division.share(names, hub, SINK)).toList();
            assertThat(shares.stream().mapToInt(i -> i).sum()).isEqualTo(ShardGroup.COUNT);
            assertThat(Set.copyOf(shares)).hasSizeLessThanOrEqualTo(2);
        }
    }

    private static Place place(int shard, long offset) {
        return new Place(new Position(shard, offset), Instant.parse("2026-01-02T03:04:05Z"));
    }

    private void append(int from, int to) {
        IntStream.range(from, to)
                .mapToObj(i -> TestLog.event("test.made", "key-" + i, String.valueOf(i)))
                .forEach(log::append);
    }

    private int owned(String hub) {
        return jdbc.queryForObject(
                "select count(*) from serai.lease where owner = ? and expires_at > clock_timestamp()",
                Integer.class,
                hub);
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setMaximumPoolSize(12);
        return new HikariDataSource(config);
    }
}
