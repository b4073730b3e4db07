package dev.serai.outbox.append;

import dev.serai.outbox.DedupeKeys;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.OutboxListener;
import dev.serai.outbox.SharedRequests;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What appends to the log on a test's database. */
public final class TestAppending implements AutoCloseable {

    private static final int DEDUPE_DAYS = 7;

    private final DataSource dataSource;
    private final PostgresOutbox outbox;

    /**
     * Starts.
     *
     * @param afterCommit what is done when something was appended
     */
    public TestAppending(DataSource dataSource, Runnable afterCommit) {
        this.dataSource = dataSource;
        outbox =
                new PostgresOutbox(
                        dataSource,
                        partitions(dataSource),
                        new PostgresOutbox.Size(2, 500, DEDUPE_DAYS),
                        afterCommit,
                        OutboxListener.NOOP);
    }

    static Partitions partitions(DataSource dataSource) {
        return new Partitions(
                dataSource, Duration.ofDays(30), Duration.ofDays(DEDUPE_DAYS), List::of);
    }

    public Outbox outbox() {
        return outbox;
    }

    public DedupeKeys dedupeKeys() {
        return new PostgresDedupeKeys(JdbcClient.create(dataSource), DEDUPE_DAYS);
    }

    public SharedRequests requests() {
        return new PostgresRequests(JdbcClient.create(dataSource), partitions(dataSource));
    }

    @Override
    public void close() {
        outbox.close();
    }
}
