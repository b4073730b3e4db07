package dev.serai.delivery;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The database goes away between an attempt and its record. */
final class DatabaseAwayTest {

    @Test
    void recordsWhatWasDeliveredWhenTheDatabaseIsBackAndDeliversNothingTwice() throws IOException {
        AtomicBoolean away = new AtomicBoolean();
        try (TestDatabase database = TestDatabase.migrated();
                TestHub hub =
                        TestHub.on(goingAway(database.dataSource(), away), Duration.ofMillis(20));
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    away.set(true);
                                    answers(200).play(request, reply);
                                })) {
            Endpoint endpoint = hub.endpoint(receiver.url());
            List<Entry> entries = hub.entries("order.paid", 3);
            CompletableFuture<Void> settled = hub.accept(entries);
            await().until(() -> receiver.received().size() == 3);
            assertThat(settled).isNotDone();
            away.set(false);
            receiver.play(answers(200));
            settled.orTimeout(10, TimeUnit.SECONDS).join();
            await().until(() -> hub.attempts(endpoint).size() == 3);
            await().until(() -> hub.rows() == 0);
            assertThat(receiver.received()).hasSize(3);
        }
    }

    private static DataSource goingAway(DataSource dataSource, AtomicBoolean away) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLNonTransientConnectionException("the database is away", "08001");
                }
                return super.getConnection();
            }
        };
    }
}
