package dev.serai.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.outbox.TestLog;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.PostgresParkedEvents;
import dev.serai.relay.TestHub;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.CannotContinue;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.Session;
import dev.serai.relay.cursor.Sessions;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.SinkName;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens between two owners of one group of shards. */
class KafkaSessionTest {

    private static final SinkName SINK = new SinkName("kafka");

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final TestHub hub = TestHub.on(database.dataSource(), log.log(), "hub-a");
    private final TestKafka kafka = new TestKafka();
    private final Sessions sessions = kafka.sessions(log.log(), hub.parked(), hub.mirror());
    private ShardGroup group;
    private int shard;

    @BeforeEach
    void appendThree() {
        for (String data : List.of("1", "2", "3")) {
            Appended.New added = (Appended.New) log.append(TestLog.event("test.made", "key", data));
            shard = added.position().shard();
        }
        group = ShardGroup.of(shard / 4);
    }

    @AfterEach
    void close() {
        hub.close();
        log.close();
        database.close();
    }

    @Test
    void fencesAZombieThatGoesOnAfterItsSuccessorHasBegun() {
        Session zombie = sessions.open(leased(1), From.START);
        send(zombie, batch());
        Session successor = sessions.open(leased(2), From.START);
        assertThatThrownBy(() -> zombie.settle(batch())).isInstanceOf(RuntimeException.class);
        zombie.close();
        assertThat(placeOf(successor).position().offset()).isZero();
        send(successor, batch());
        successor.settle(batch());
        successor.close();
        assertThat(kafka.values()).containsExactly("1", "2", "3");
    }

    @Test
    void beginsAnewWhenItsPlacesAreForgotten() {
        Session session = sessions.open(leased(1), From.START);
        send(session, batch());
        session.settle(batch());
        session.close();
        sessions.forget(leased(2));
        new JdbcTemplate(database.dataSource()).update("delete from serai.cursor");
        Session anew = sessions.open(leased(3), From.START);
        assertThat(placeOf(anew).position().offset()).isZero();
        anew.close();
    }

    /** The control: this is the mistake that the order of steps avoids, and the test sees it. */
    @Test
    void wouldRepeatEventsIfItReadThePlaceBeforeItInitialisedItsTransactions() {
        Session zombie = sessions.open(leased(1), From.START);
        ReadCursors.Stored tooEarly = cursors().read(leased(2));
        send(zombie, batch());
        zombie.settle(batch());
        zombie.close();
        KafkaSession wrong = initialised(leased(2), tooEarly.places().get(shard).place());
        send(wrong, batch());
        wrong.settle(batch());
        wrong.close();
        assertThat(kafka.values()).containsExactly("1", "2", "3", "1", "2", "3");
    }

    @Test
    void waitsForATransactionOfAnotherSinkThatHidesItsOwnPlace() {
        Session first = sessions.open(leased(1), From.START);
        Session other = sessions.open(new LeasedGroup(new SinkName("other"), group, 1), From.START);
        send(other, batch());
        send(first, batch());
        first.settle(batch());
        first.close();
        CompletableFuture<Session> second =
                CompletableFuture.supplyAsync(() -> sessions.open(leased(2), From.START));
        await().during(Duration.ofMillis(500)).until(() -> !second.isDone());
        other.settle(batch());
        other.close();
        assertThat(placeOf(second.join()).position().offset()).isEqualTo(3);
        second.join().close();
    }

    @Test
    void commitsThePlaceAloneWhenTheRouteSentNothing() {
        Session session = sessions.open(leased(1), From.START);
        session.settle(batch());
        session.close();
        Session next = sessions.open(leased(2), From.START);
        assertThat(placeOf(next).position().offset()).isEqualTo(3);
        next.close();
        assertThat(kafka.values()).isEmpty();
    }

    @Test
    void copiesItsPlacesIntoTheDatabase() {
        Session session = sessions.open(leased(1), From.START);
        session.settle(batch());
        session.idle();
        assertThat(hub.mirror().read(leased(1))).contains(placeAtEnd());
        session.close();
    }

    @Test
    void stopsWhenTheTopicOfItsPlacesIsGone() throws Exception {
        deliverAll();
        deleteCursorTopic();
        assertThatThrownBy(() -> sessions.open(leased(2), From.START))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void stopsWhenTheTopicOfItsPlacesIsEmpty() throws Exception {
        deliverAll();
        deleteCursorTopic();
        createCursorTopic(Map.of("cleanup.policy", "compact"));
        assertThatThrownBy(() -> sessions.open(leased(2), From.START))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("has lost the place");
    }

    @Test
    void stopsWhenTheTopicOfItsPlacesWouldForgetThemInTime() throws Exception {
        createCursorTopic(Map.of("cleanup.policy", "delete"));
        assertThatThrownBy(() -> sessions.open(leased(1), From.START))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("cleanup.policy=delete");
    }

    @Test
    void stopsWhenItsPlacesAreOfAnotherLog() {
        deliverAll();
        jdbc.update("update serai.installation set incarnation = gen_random_uuid()");
        assertThatThrownBy(() -> sessions.open(leased(2), From.START))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("made anew");
    }

    @Test
    void sendsAReplayOnceAlthoughTheHubDiesBeforeItIsTakenOffTheParked() {
        HikariDataSource dying = pool();
        ParkedEvents itsParked =
                new PostgresParkedEvents(JdbcClient.create(dying), InstantSource.system());
        ParkedEvent parked = parked();
        hub.parked().park(List.of(parked));
        Batch replay = new Batch(SINK, batch().entries().subList(0, 1), List.of(), List.of(parked));
        Session first =
                kafka.sessions(log.log(), itsParked, hub.mirror()).open(leased(1), From.START);
        send(first, replay);
        dying.close();
        assertThatThrownBy(() -> first.settle(replay)).isInstanceOf(RuntimeException.class);
        first.close();
        assertThat(hub.parked().find(TenantId.DEFAULT, parked.id())).isPresent();

        Session second = sessions.open(leased(2), From.START);
        assertThat(hub.parked().find(TenantId.DEFAULT, parked.id())).isEmpty();
        second.idle();
        second.close();
        assertThat(kafka.values()).containsExactly("1");
        assertThat(cursors().read(leased(2)).replays()).as("notes are erased").isEmpty();
    }

    @Test
    void saysWhichRecordTheBrokerRefuses() throws Exception {
        Session session = sessions.open(leased(1), From.START);
        limitRecordsTo(100_000);
        Position large = appendLargeAndSmall(200_000);
        assertThatThrownBy(() -> send(session, batch())).satisfies(e -> isRefused(e, large));
        session.close();
    }

    @Test
    void saysSoEvenIfTheBrokerTakesLessThanKafkasClientSplitsInto() throws Exception {
        Session session = sessions.open(leased(1), From.START);
        limitRecordsTo(2_000);
        Position large = appendLargeAndSmall(5_000);
        assertThatThrownBy(() -> send(session, batch()))
                .isNotInstanceOf(Refused.class)
                .hasRootCauseMessage("Kafka takes less at once than its client splits into");
        session.close();
        Session next = sessions.open(leased(2), From.START);
        assertThatThrownBy(() -> send(next, batch())).satisfies(e -> isRefused(e, large));
        next.close();
    }

    @Test
    void refusesWhatItsOwnLimitForbidsWithoutTryingIt() {
        Session session = sessions.open(leased(1), From.START);
        Position large =
                ((Appended.New)
                                log.append(
                                        TestLog.event(
                                                "test.made",
                                                "key",
                                                "x".repeat(KafkaClients.RECORD_BYTES_MAX))))
                        .position();
        assertThatThrownBy(() -> send(session, batch())).satisfies(e -> isRefused(e, large));
        session.close();
    }

    private Position appendLargeAndSmall(int length) {
        String large = TestRecords.incompressible(length);
        Appended added = log.append(TestLog.event("test.made", "key", large));
        log.append(TestLog.event("test.made", "key", "5"));
        return ((Appended.New) added).position();
    }

    private static void isRefused(Throwable thrown, Position position) {
        assertThat(thrown).isInstanceOf(Refused.class);
        assertThat(((Refused) thrown).refusals()).containsOnlyKeys(position);
        assertThat(((Refused) thrown).refusals().get(position).reason())
                .isEqualTo(ParkedEvent.Reason.TOO_LARGE);
    }

    private LeasedGroup leased(long epoch) {
        return new LeasedGroup(SINK, group, epoch);
    }

    private ReadCursors cursors() {
        return new ReadCursors(kafka.clients(), kafka.cursorTopic(), System::nanoTime);
    }

    /** A session as it would be if its places had been read before. */
    private KafkaSession initialised(LeasedGroup leased, Place place) {
        UUID incarnation = log.log().incarnation();
        String id = KafkaSessions.transactionalId(leased, incarnation);
        Producer<byte[], byte[]> producer = kafka.clients().producer(id);
        producer.initTransactions();
        String topic = kafka.cursorTopic();
        return new KafkaSession(
                leased,
                producer,
                List.of(place),
                new Places(leased, topic, incarnation, hub.mirror(), System::nanoTime),
                new TidyReplays(leased, topic, hub.parked()),
                new SendRecords(
                        leased,
                        producer,
                        kafka.clients().limits(),
                        new OneByOne(),
                        System::nanoTime));
    }

    private void deliverAll() {
        Session session = sessions.open(leased(1), From.START);
        send(session, batch());
        session.settle(batch());
        session.close();
    }

    /** Everything in the log. */
    private Batch batch() {
        List<Entry> entries = log.log().read(List.of(Place.start(shard)), 100, Integer.MAX_VALUE);
        return new Batch(SINK, entries, List.of(Place.after(entries.getLast())), List.of());
    }

    private Place placeAtEnd() {
        return batch().upTo().getFirst();
    }

    private void send(Session session, Batch batch) {
        ((KafkaTransaction) session)
                .send(batch, batch.entries().stream().map(kafka::outgoing).toList());
    }

    private Place placeOf(Session session) {
        return session.places().stream()
                .filter(p -> p.position().shard() == shard)
                .findFirst()
                .orElseThrow();
    }

    private ParkedEvent parked() {
        Entry entry = batch().entries().getFirst();
        return new ParkedEvent(
                "park_000000000000000000000000000",
                entry.event().owner(),
                SINK.value(),
                null,
                entry.event().id(),
                entry.position(),
                entry.event().type(),
                ParkedEvent.Reason.REFUSED,
                "no",
                1,
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    private void deleteCursorTopic() throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of(kafka.cursorTopic())).all().get(10, TimeUnit.SECONDS);
            await().until(
                            () ->
                                    !admin.listTopics()
                                            .names()
                                            .get(10, TimeUnit.SECONDS)
                                            .contains(kafka.cursorTopic()));
        }
    }

    private void createCursorTopic(Map<String, String> settings) throws Exception {
        try (Admin admin = kafka.admin()) {
            NewTopic topic = new NewTopic(kafka.cursorTopic(), 4, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
        }
    }

    private void limitRecordsTo(int bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, kafka.topic());
        AlterConfigOp limit =
                new AlterConfigOp(
                        new ConfigEntry("max.message.bytes", String.valueOf(bytes)),
                        AlterConfigOp.OpType.SET);
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(limit)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }
}
