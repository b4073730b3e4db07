package dev.serai.outbox.reading;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the signal from hub to hub by LISTEN and NOTIFY. A notifying commit is serialised across
 * the whole cluster, so it is kept off the appending transactions, sent at most once per {@value
 * #COALESCE_MS} ms, and only while another hub listens.
 */
public final class HubSignal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubSignal.class);

    private static final String CHANNEL = "serai_log";
    private static final int COALESCE_MS = 8;
    private static final int LOOK_FOR_OTHERS_MS = 1_000;
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private static final String OTHERS =
            """
            select count(*) from pg_stat_activity
            where application_name = 'serai-listen' and datname = current_database() and pid <> pg_backend_pid()
            """;

    private final DataSource dataSource;
    private final AppendSignal local;
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    HubSignal(DataSource dataSource, AppendSignal local) {
        this.dataSource = dataSource;
        this.local = local;
        this.thread = Thread.ofVirtual().name("log-listen").start(this::run);
    }

    /** This hub has appended something. Never blocks. */
    public void appended() {
        local.raise();
        dirty.set(true);
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.debug("Not listening to other hubs, readers poll: {}", e.getMessage());
            }
            try {
                if (stopped.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set application_name = 'serai-listen'");
            statement.execute("listen " + CHANNEL);
            PGConnection postgres = connection.unwrap(PGConnection.class);
            boolean others = false;
            long looked = System.nanoTime() - Duration.ofMillis(LOOK_FOR_OTHERS_MS).toNanos();
            while (stopped.getCount() > 0) {
                if (System.nanoTime() - looked >= Duration.ofMillis(LOOK_FOR_OTHERS_MS).toNanos()) {
                    others = others(statement);
                    looked = System.nanoTime();
                }
                if (others && dirty.getAndSet(false)) {
                    statement.execute("notify " + CHANNEL);
                }
                var received = postgres.getNotifications(others ? COALESCE_MS : LOOK_FOR_OTHERS_MS);
                if (received != null && received.length > 0) {
                    local.raise();
                }
            }
            statement.execute("unlisten *");
            statement.execute("reset application_name");
        }
    }

    private static boolean others(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(OTHERS)) {
            row.next();
            return row.getInt(1) > 0;
        }
    }
}
