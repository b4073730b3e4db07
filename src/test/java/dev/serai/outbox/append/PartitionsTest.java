package dev.serai.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.outbox.Place;
import dev.serai.outbox.RetentionGuard;
import dev.serai.outbox.TestLog;
import dev.serai.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

class PartitionsTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void dropsTheDaysBehindTheRetentionAndNoOther() throws Exception {
        jdbc.execute("select serai.make_partitions(40, 1)");
        int before = days("event");
        List<String> dropped = TestAppending.partitions(database.dataSource()).dropBehind();
        assertThat(dropped).filteredOn(name -> name.startsWith("event_")).hasSize(10);
        assertThat(dropped).filteredOn(name -> name.startsWith("dedupe_")).hasSize(32);
        // An event of a moment after midnight has its request in the day before.
        assertThat(dropped).filteredOn(name -> name.startsWith("request_")).hasSize(9);
        assertThat(days("event")).isEqualTo(before - 10);
    }

    @Test
    void keepsWhatAGuardNeeds() throws Exception {
        jdbc.execute("select serai.make_partitions(40, 1)");
        RetentionGuard guard = () -> Instant.EPOCH;
        assertThat(
                        new Partitions(
                                        database.dataSource(),
                                        Duration.ofDays(30),
                                        Duration.ofDays(7),
                                        () -> List.of(guard))
                                .dropBehind())
                .noneMatch(name -> name.startsWith("event_"));
    }

    @Test
    void finishesADroppingThatWasBrokenOffHalfWay() throws Exception {
        jdbc.execute("select serai.make_partitions(40, 1)");
        List<String> oldest =
                jdbc.queryForList(
                        "select relname from pg_class where relname ~ '^event_[0-9]{8}$' order by 1 limit 2",
                        String.class);
        breakOffDetaching(oldest.getFirst());
        jdbc.execute("alter table serai.event detach partition serai." + oldest.getLast());
        assertThat(TestAppending.partitions(database.dataSource()).dropBehind())
                .containsAll(oldest)
                .filteredOn(name -> name.startsWith("event_"))
                .hasSize(10);
    }

    /** A reader of the table keeps the second step of detaching from its lock. */
    private void breakOffDetaching(String name) throws SQLException {
        try (Connection reader = database.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("select count(*) from serai.event");
            assertThatThrownBy(
                            () ->
                                    jdbc.execute(
                                            (ConnectionCallback<Boolean>)
                                                    connection -> detach(connection, name)))
                    .hasMessageContaining("lock timeout");
            reader.rollback();
        }
        assertThat(
                        jdbc.queryForObject(
                                "select count(*) from pg_inherits where inhdetachpending",
                                Integer.class))
                .isEqualTo(1);
    }

    private static boolean detach(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '50ms'");
            try {
                return statement.execute(
                        "alter table serai.event detach partition serai." + name + " concurrently");
            } finally {
                statement.execute("reset lock_timeout");
            }
        }
    }

    @Test
    void tellsWhereTheLogBeginsAfterDaysWereDropped() {
        try (TestLog log = TestLog.on(database.dataSource())) {
            for (int i = 0; i < 5; i++) {
                log.append(TestLog.event("test.made", "k", "{}"));
            }
            jdbc.update("delete from serai.event where pos <= 3");
            Place tail =
                    log.log().tails().stream()
                            .filter(place -> place.position().offset() > 0)
                            .findFirst()
                            .orElseThrow();
            assertThat(tail.position().offset()).isEqualTo(3);
            assertThat(log.log().read(List.of(tail), 10, Integer.MAX_VALUE)).hasSize(2);
        }
    }

    private int days(String table) {
        return jdbc.queryForObject(
                "select count(*) from pg_inherits where inhparent = ('serai.' || ?)::regclass",
                Integer.class,
                table);
    }
}
