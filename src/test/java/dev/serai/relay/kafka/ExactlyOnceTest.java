package dev.serai.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.outbox.TestLog;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.TestHub;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.Session;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.Patience;
import dev.serai.relay.sink.Portions;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The relay and Kafka together. */
class ExactlyOnceTest {

    private static final SinkName SINK = new SinkName("kafka");
    private static final int KEYS = 12;
    private static final SinkOptions OPTIONS =
            new SinkOptions(
                    SinkOptions.Keeper.KAFKA,
                    From.START,
                    new Portions(50, Portions.BYTES_MAX, true, 1),
                    Patience.DEFAULT,
                    EntryFilter.ALL);

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final TestKafka kafka = new TestKafka();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
        log.close();
        database.close();
    }

    @Test
    void carriesAnEventAsACloudEvent() {
        hub("hub-a").relays().register(SINK, OPTIONS, this::send);
        String id = log.append(TestLog.event("test.made", "some key", "{\"n\":1}")).id().value();
        awaitDelivered();
        ConsumerRecord<byte[], byte[]> row = kafka.read(kafka.topic()).getFirst();
        assertThat(text(row.key())).isEqualTo("some key");
        assertThat(text(row.value())).isEqualTo("{\"n\":1}");
        Map<String, String> headers = new HashMap<>();
        for (Header header : row.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("ce_specversion", "1.0"),
                                Map.entry("ce_id", id),
                                Map.entry("ce_source", "/test"),
                                Map.entry("ce_type", "test.made"),
                                Map.entry("ce_time", "2026-01-02T03:04:05Z"),
                                Map.entry("ce_tenant", "default"),
                                Map.entry("ce_project", "default"),
                                Map.entry("ce_partitionkey", "some key"),
                                Map.entry("ce_priority", "normal"),
                                Map.entry("content-type", "application/json")));
    }

    @Test
    void survivesTakeOversByHubsThatWerePausedInTheMiddleOfABatch() throws Exception {
        AtomicInteger appended = new AtomicInteger();
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = Thread.ofVirtual().start(() -> write(appended, writing));
        int rounds = 5;
        PausedHub paused = new PausedHub(0);
        for (int round = 1; round <= rounds; round++) {
            paused.awaitPause();
            paused.cutOff();
            PausedHub next = new PausedHub(round);
            // The next one has initialised its transactions by the time that it hands over a batch.
            next.awaitPause();
            paused.goOn();
            paused = next;
        }
        paused.goOn();
        writing.set(false);
        writer.join();
        awaitDelivered();
        List<String> values = kafka.values();
        assertThat(values).hasSize(appended.get()).doesNotHaveDuplicates();
        for (int key = 0; key < KEYS; key++) {
            String prefix = key + ":";
            List<String> ofKey = values.stream().filter(v -> v.startsWith(prefix)).toList();
            List<String> inOrder =
                    IntStream.range(0, ofKey.size()).mapToObj(i -> prefix + i).toList();
            assertThat(ofKey).isEqualTo(inOrder);
        }
    }

    @Test
    void parksARecordThatIsTooLargeAndDeliversTheNextOnes() {
        TestHub hub = hub("hub-a");
        hub.relays().register(SINK, OPTIONS, this::send);
        append("0");
        String large = "x".repeat(KafkaClients.RECORD_BYTES_MAX);
        log.append(TestLog.event("test.made", "key", large));
        append("2");
        awaitDelivered();
        assertThat(kafka.values()).containsExactly("0", "2");
        assertThat(jdbc.queryForMap("select sink, reason from serai.parked"))
                .containsEntry("sink", "kafka")
                .containsEntry("reason", ParkedEvent.Reason.TOO_LARGE.wire());
    }

    @Test
    void replaysAParkedEventOnce() {
        AtomicBoolean picky = new AtomicBoolean(true);
        TestHub hub = hub("hub-a");
        hub.relays()
                .register(
                        SINK,
                        OPTIONS,
                        (batch, session) -> {
                            if (picky.get()) {
                                throw new Refused(
                                        Map.of(
                                                batch.entries().getFirst().position(),
                                                new Refusal(
                                                        ParkedEvent.Reason.REFUSED, "not now")));
                            }
                            send(batch, session);
                        });
        append("0");
        awaitDelivered();
        picky.set(false);
        append("1");
        awaitDelivered();
        String id = jdbc.queryForObject("select id from serai.parked", String.class);
        hub.replayer().replay(hub.parked().find(TenantId.DEFAULT, id).orElseThrow());
        await().until(() -> hub.parked().find(TenantId.DEFAULT, id).isEmpty());
        append("2");
        awaitDelivered();
        assertThat(kafka.values()).containsExactly("1", "0", "2");
    }

    @Test
    void movesThePlaceInKafkaPastWhatTheRouteLeavesOut() {
        AtomicInteger batches = new AtomicInteger();
        hub("hub-a")
                .relays()
                .register(SINK, OPTIONS, (batch, session) -> batches.incrementAndGet());
        append("0");
        append("1");
        awaitDelivered();
        assertThat(batches.get()).isPositive();
        assertThat(kafka.values()).isEmpty();
    }

    /** A hub that stops in the middle of its first batch, as a process does that is frozen. */
    private final class PausedHub {

        private final CountDownLatch inHand = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final HikariDataSource own = pool();
        private final TestLog ownLog = TestLog.on(own);
        private final TestHub hub;

        PausedHub(int number) {
            hub = TestHub.on(own, ownLog.log(), "hub-" + number, kafka::sessions);
            toClose.add(own);
            toClose.add(ownLog);
            toClose.add(hub);
            hub.relays().register(SINK, OPTIONS, this::handle);
        }

        private void handle(Batch batch, Session session) {
            send(batch, session);
            inHand.countDown();
            awaitDeafly(mayGoOn);
        }

        void awaitPause() throws InterruptedException {
            inHand.await();
        }

        /** From now on it cannot renew its leases; it does not know. */
        void cutOff() {
            own.close();
        }

        void goOn() {
            mayGoOn.countDown();
        }
    }

    /** A frozen process does not hear an interrupt either. */
    private static void awaitDeafly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(AtomicInteger appended, AtomicBoolean writing) {
        for (int n = 0; writing.get(); n++) {
            for (int key = 0; key < KEYS; key++) {
                log.append(TestLog.event("test.made", "key-" + key, key + ":" + n));
                appended.incrementAndGet();
            }
        }
    }

    private void append(String data) {
        log.append(TestLog.event("test.made", "key", data));
    }

    private void send(Batch batch, Session session) {
        ((KafkaTransaction) session)
                .send(batch, batch.entries().stream().map(kafka::outgoing).toList());
    }

    private TestHub hub(String name) {
        TestHub hub = TestHub.on(database.dataSource(), log.log(), name, kafka::sessions);
        toClose.add(hub);
        return hub;
    }

    private void awaitDelivered() {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                jdbc.queryForObject(
                                                """
                                                select count(*) from serai.cursor c
                                                join serai.shard_head h on h.shard = c.shard
                                                where c.pos = h.last_pos
                                                """,
                                                Integer.class)
                                        == 16);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }
}
