package dev.serai.outbox.append;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.event.Event;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.OutboxListener;
import dev.serai.outbox.OutboxRefused;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.outbox.Place;
import dev.serai.outbox.RawRequest;
import dev.serai.outbox.TestLog;
import dev.serai.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;

class PostgresOutboxTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private TestLog log;

    @BeforeEach
    void open() {
        log = TestLog.on(database.dataSource());
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    @Test
    void keepsAnEventByteForByte() {
        byte[] body = {0, 1, (byte) 0xFF, '{', '\n'};
        Event plain = TestLog.event("test.made", "k", "{}");
        Event event =
                new Event(
                        plain.id(),
                        plain.owner(),
                        plain.type(),
                        plain.source(),
                        "subject",
                        plain.time(),
                        "application/octet-stream",
                        body,
                        "k",
                        plain.priority(),
                        "origin",
                        "trace");
        log.append(event);

        Entry entry = readAll().getFirst();
        assertThat(entry.event()).usingRecursiveComparison().isEqualTo(event);
        assertThat(entry.position().offset()).isEqualTo(1);
    }

    @Test
    void keepsTheRawRequestAndItsBodyOnlyOnceWhenItIsTheData() {
        Event event = TestLog.event("test.made", "k", "{\"a\":1}");
        var headers = List.of(new RawRequest.Header("X-A", "1"), new RawRequest.Header("X-A", "2"));
        append(event, new RawRequest("POST", "/in/test", "q=1", headers, event.data()));
        Event mapped = TestLog.event("test.made", "k", "{\"b\":2}");
        byte[] other = "{\"a\":2}".getBytes(StandardCharsets.UTF_8);
        append(mapped, new RawRequest("POST", "/in/test", null, headers, other));

        List<Map<String, Object>> rows =
                jdbc.queryForList(
                        "select raw_headers, raw_body, raw_query from serai.event order by pos");
        assertThat(rows.getFirst())
                .containsEntry("raw_headers", "[[\"X-A\",\"1\"],[\"X-A\",\"2\"]]")
                .containsEntry("raw_body", null)
                .containsEntry("raw_query", "q=1");
        assertThat(rows.getLast()).containsEntry("raw_body", other);
    }

    @Test
    void givesFiftyConcurrentCopiesOneEvent() {
        DedupeKey key = DedupeKey.of("test/id", "evt_1");
        List<CompletableFuture<Appended>> answers =
                IntStream.range(0, 50)
                        .mapToObj(i -> log.appendAsync(TestLog.event("test.made", "k", "{}"), key))
                        .toList();

        List<Appended> results = answers.stream().map(CompletableFuture::join).toList();
        assertThat(results).filteredOn(Appended.New.class::isInstance).hasSize(1);
        assertThat(results).extracting(Appended::id).containsOnly(results.getFirst().id());
        assertThat(readAll()).hasSize(1);
    }

    @Test
    void recognisesACopyByAnyOfItsKeysAndThenByItsOtherKeysToo() {
        DedupeKey id = DedupeKey.of("test/id", "evt_1");
        DedupeKey otherId = DedupeKey.of("test/id", "evt_2");
        DedupeKey body = DedupeKey.of("test/body", "{}");
        Appended original = log.append(TestLog.event("test.made", "k", "{}"), id, body);

        Appended replayed = log.append(TestLog.event("test.made", "k", "{}"), otherId, body);
        Appended again = log.append(TestLog.event("test.made", "k", "{ }"), otherId);

        assertThat(replayed).isEqualTo(new Appended.Duplicate(original.id()));
        assertThat(again).isEqualTo(new Appended.Duplicate(original.id()));
        assertThat(readAll()).hasSize(1);
    }

    @Test
    void recognisesACopyThatCameOnAnEarlierDayOfTheWindow() {
        DedupeKey key = DedupeKey.of("test/id", "evt_1");
        Appended original = log.append(TestLog.event("test.made", "k", "{}"), key);
        jdbc.execute("select serai.make_partitions(9, 1)");
        jdbc.update("update serai.dedupe set day = day - 6");
        assertThat(log.append(TestLog.event("test.made", "k", "{}"), key))
                .isEqualTo(new Appended.Duplicate(original.id()));

        jdbc.update("delete from serai.dedupe");
        jdbc.update(
                "insert into serai.dedupe select (now() at time zone 'UTC')::date - 9, ?, ?",
                key.value(),
                original.id().value());
        assertThat(log.append(TestLog.event("test.made", "k", "{}"), key))
                .isInstanceOf(Appended.New.class);
    }

    @Test
    void takesDensePositionsInTheOrderOfTheAnswers() throws Exception {
        AtomicInteger sequence = new AtomicInteger();
        try (ExecutorService senders = Executors.newFixedThreadPool(8);
                TestLog otherHub = TestLog.on(database.dataSource())) {
            List<Future<?>> running = new ArrayList<>();
            for (int sender = 0; sender < 8; sender++) {
                int number = sender;
                TestLog hub = sender % 2 == 0 ? log : otherHub;
                running.add(
                        senders.submit(
                                () -> {
                                    for (int i = 0; i < 100; i++) {
                                        String data = number + "-" + i;
                                        hub.append(
                                                TestLog.event(
                                                        "test.made", "sender" + number, data));
                                        sequence.incrementAndGet();
                                    }
                                }));
            }
            for (Future<?> sender : running) {
                sender.get();
            }
        }

        Map<String, List<Entry>> bySender =
                readAll().stream().collect(groupingBy(entry -> entry.event().partitionKey()));
        assertThat(bySender).hasSize(8);
        bySender.forEach(
                (key, entries) ->
                        assertThat(entries)
                                .extracting(
                                        e -> new String(e.event().data(), StandardCharsets.UTF_8))
                                .containsExactlyElementsOf(
                                        IntStream.range(0, 100)
                                                .mapToObj(i -> key.substring(6) + "-" + i)
                                                .toList()));
    }

    @Test
    void survivesCrossedKeysFromTwoHubs() {
        try (TestLog otherHub = TestLog.on(database.dataSource())) {
            List<CompletableFuture<Appended>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                DedupeKey[] keys = {key(i), key(i + 1)};
                DedupeKey[] crossed = {key(300 - i + 1), key(300 - i)};
                answers.add(log.appendAsync(TestLog.event("test.made", "k" + i, "{}"), keys));
                answers.add(
                        otherHub.appendAsync(TestLog.event("test.made", "k" + i, "{}"), crossed));
            }
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isNotNull());
        }
        assertThat(readAll().size()).isBetween(1, 301);
    }

    @Test
    void tellsSendersToComeAgainWhenTheDatabaseRefuses() {
        jdbc.execute("alter table serai.shard_head rename to away");
        assertThatThrownBy(() -> log.append(TestLog.event("test.made", "k", "{}")))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(OutboxUnavailable.class);
        jdbc.execute("alter table serai.away rename to shard_head");
        assertThat(log.append(TestLog.event("test.made", "k", "{}")))
                .isInstanceOf(Appended.New.class);
    }

    @Test
    void refusesWhatTheDatabaseNeverTakesAndAppendsTheRestOfItsBatch() {
        List<CompletableFuture<Appended>> others = new ArrayList<>();
        CompletableFuture<Appended> poison = new CompletableFuture<>();
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                poison = log.appendAsync(TestLog.event("test.made\u0000", "k", "{}"));
            }
            others.add(log.appendAsync(TestLog.event("test.made", "k", "{}")));
        }
        assertThat(others)
                .allSatisfy(other -> assertThat(other.join()).isInstanceOf(Appended.New.class));
        assertThatThrownBy(poison::join).hasCauseInstanceOf(OutboxRefused.class);
        assertThat(readAll()).hasSize(200);
    }

    @Test
    void tellsSendersToComeAgainWhenThePoolIsExhausted() {
        DataSource exhausted =
                new AbstractDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        throw new SQLTransientConnectionException("no connection in time");
                    }

                    @Override
                    public Connection getConnection(String username, String password)
                            throws SQLException {
                        return getConnection();
                    }
                };
        try (PostgresOutbox outbox =
                new PostgresOutbox(
                        exhausted,
                        TestAppending.partitions(exhausted),
                        new PostgresOutbox.Size(1, 10, 7),
                        () -> {},
                        OutboxListener.NOOP)) {
            Candidate candidate =
                    new Candidate(TestLog.event("test.made", "k", "{}"), List.of(), null);
            assertThatThrownBy(() -> outbox.append(candidate).join())
                    .hasCauseInstanceOf(OutboxUnavailable.class)
                    .hasRootCauseMessage("no connection in time");
        }
    }

    @Test
    void makesAMissingDayWhenItIsNeeded() {
        String today =
                jdbc.queryForObject(
                        "select to_char(now() at time zone 'UTC', 'YYYYMMDD')", String.class);
        jdbc.execute("drop table serai.event_" + today);
        assertThat(log.append(TestLog.event("test.made", "k", "{}")))
                .isInstanceOf(Appended.New.class);
    }

    @Test
    void wakesReadersOfThisHubAndOfAnother() {
        AtomicInteger here = new AtomicInteger();
        try (TestLog otherHub = TestLog.on(database.dataSource())) {
            AtomicInteger there = new AtomicInteger();
            log.log().onAppend(here::incrementAndGet);
            otherHub.log().onAppend(there::incrementAndGet);
            log.append(TestLog.event("test.made", "k", "{}"));
            await().until(() -> here.get() > 0 && there.get() > 0);
        }
    }

    @Test
    void refusesToReadOverAHole() {
        for (int i = 0; i < 3; i++) {
            log.append(TestLog.event("test.made", "k", "{}"));
        }
        jdbc.update("delete from serai.event where pos = 2");
        assertThatThrownBy(this::readAll).isInstanceOf(HoleInLog.class).hasMessageContaining("-2");
    }

    private static DedupeKey key(int number) {
        return DedupeKey.of("test/id", "evt_" + number);
    }

    private void append(Event event, RawRequest raw) {
        log.outbox().append(new Candidate(event, List.of(), raw)).join();
    }

    private List<Entry> readAll() {
        return log.log()
                .read(
                        IntStream.range(0, EventLog.SHARDS).mapToObj(Place::start).toList(),
                        10_000,
                        Integer.MAX_VALUE);
    }
}
