package dev.serai.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.ops.EmbeddedKafka;
import dev.serai.outbox.TestLog;
import dev.serai.relay.TestHub;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.Patience;
import dev.serai.relay.sink.Portions;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class KafkaOutageTest {

    private static final SinkOptions OPTIONS =
            new SinkOptions(
                    SinkOptions.Keeper.KAFKA,
                    From.START,
                    Portions.TOGETHER,
                    Patience.DEFAULT,
                    EntryFilter.ALL);

    private final TestDatabase database = TestDatabase.migrated();
    private final TestLog log = TestLog.on(database.dataSource());

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    @Test
    void waitsWhileKafkaIsAwayAndCatchesUp(@TempDir Path folder) {
        EmbeddedKafka broker = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT);
        TestKafka kafka = new TestKafka(broker.bootstrapServers());
        try (TestHub hub = TestHub.on(database.dataSource(), log.log(), "hub-a", kafka::sessions)) {
            hub.relays()
                    .register(
                            new SinkName("kafka"),
                            OPTIONS,
                            (batch, session) ->
                                    ((KafkaTransaction) session)
                                            .send(
                                                    batch,
                                                    batch.entries().stream()
                                                            .map(kafka::outgoing)
                                                            .toList()));
            append(0, 100);
            awaitLag(hub, 0);
            broker.close();
            append(100, 300);
            await().atMost(Duration.ofSeconds(30)).until(() -> isBackingOff(hub));
            broker = EmbeddedKafka.start(folder, broker.port());
            awaitLag(hub, 0);
            assertThat(kafka.values()).containsExactlyElementsOf(numbers(0, 300));
            assertThat(
                            new JdbcTemplate(database.dataSource())
                                    .queryForObject(
                                            "select count(*) from serai.parked", Long.class))
                    .isZero();
        } finally {
            broker.close();
        }
    }

    private static boolean isBackingOff(TestHub hub) {
        return hub.relays().status().getFirst().shards().stream()
                .anyMatch(shard -> shard.state() == RelayState.BACKING_OFF);
    }

    private static void awaitLag(TestHub hub, long lag) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                hub.relays().status().stream()
                                        .anyMatch(s -> s.shards().size() == 16 && s.lag() == lag));
    }

    private void append(int from, int to) {
        numbers(from, to).forEach(n -> log.append(TestLog.event("test.made", "key", n)));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }
}
