package dev.serai.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.event.EventId;
import dev.serai.outbox.Appended;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.TestLog;
import dev.serai.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PublishBySqlTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final MoveStaged mover = new MoveStaged(jdbc, 7, () -> {});

    @AfterEach
    void close() {
        mover.close();
        log.close();
        database.close();
    }

    @Test
    void publishesWithTheCallersTransactionAndKeepsTheJsonAsWritten() {
        String id =
                publish(
                        "'order.paid', '{\"b\": 1,  \"a\":2.00}', key => 'order_1', subject => 'order_1'");
        await().until(() -> entries().size() == 1);

        Entry entry = entries().getFirst();
        assertThat(EventId.isValid(id)).isTrue();
        assertThat(entry.event().id().value()).isEqualTo(id);
        assertThat(entry.event().type()).isEqualTo("order.paid");
        assertThat(new String(entry.event().data(), StandardCharsets.UTF_8))
                .isEqualTo("{\"b\": 1,  \"a\":2.00}");
        assertThat(entry.position().shard())
                .isEqualTo(Shard.of(entry.event().owner(), entry.event().partitionKey()));
    }

    @Test
    void publishesNothingWhenTheCallerRollsBack() {
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                .executeWithoutResult(
                        status -> {
                            publish("'order.paid', '{}'");
                            status.setRollbackOnly();
                        });
        String kept = publish("'order.paid', '{}'");
        await().until(() -> entries().size() == 1);
        assertThat(entries().getFirst().event().id().value()).isEqualTo(kept);
    }

    @Test
    void keepsTheOrderOfAKeyAndEachIdOnce() {
        for (int i = 0; i < 1_200; i++) {
            publish("'order.paid', '" + i + "', key => 'k', id => 'id-" + (i / 2) + "'");
        }
        await().until(
                        () ->
                                jdbc.queryForObject(
                                                "select count(*) from serai.staging", Integer.class)
                                        == 0);
        assertThat(entries())
                .extracting(
                        entry ->
                                Integer.valueOf(
                                        new String(entry.event().data(), StandardCharsets.UTF_8)))
                .hasSize(600)
                .isSorted();
    }

    @Test
    void sharesItsDedupeKeysWithTheHub() {
        publish("'order.paid', '{}', source => '/shop', id => 'o1'");
        await().until(() -> entries().size() == 1);
        assertThat(
                        log.append(
                                TestLog.event("order.paid", "k", "{}"),
                                DedupeKey.of("default/publish//shop", "o1")))
                .isInstanceOf(Appended.Duplicate.class);
    }

    @Test
    void saysWhichArgumentIsWrong() {
        assertThatThrownBy(() -> publish("'not a type', '{}'")).hasMessageContaining("type:");
        assertThatThrownBy(() -> publish("'a.b', '{}', priority => 'urgent'"))
                .hasMessageContaining("priority:");
        assertThatThrownBy(() -> publish("'a.b', '{}', project => 'nowhere'"))
                .hasMessageContaining("project:");
        assertThatThrownBy(() -> publish("'a.b', 'no json'")).hasMessageContaining("json");
        assertThatThrownBy(() -> publish("'a.b', '{}', id => ''")).hasMessageContaining("id, key");
        assertThatThrownBy(() -> publish("'a.b', '{}', key => E'a\\r\\nb'"))
                .hasMessageContaining("control");
        assertThatThrownBy(() -> publish("'a.b', '{}', \"time\" => 'infinity'"))
                .hasMessageContaining("time:");
    }

    @Test
    void doesNotHoldUpTheLogWhileACallersTransactionIsLong() {
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
                .executeWithoutResult(
                        status -> {
                            publish("'order.paid', '{}', key => 'k'");
                            log.append(TestLog.event("test.made", "k", "{}"));
                        });
        await().until(() -> entries().size() == 2);
        assertThat(entries().getFirst().event().type()).isEqualTo("test.made");
    }

    private String publish(String arguments) {
        return jdbc.queryForObject("select serai.publish(" + arguments + ")", String.class);
    }

    private List<Entry> entries() {
        return log.log()
                .read(
                        IntStream.range(0, EventLog.SHARDS).mapToObj(Place::start).toList(),
                        10_000,
                        Integer.MAX_VALUE);
    }
}
