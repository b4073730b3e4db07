package dev.serai.ops.health;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/**
 * Asks the database whether it takes events, over a connection of its own: pools that are busy do
 * not make it look away. For one thread.
 */
final class LookAtDatabase implements Supplier<Health>, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LookAtDatabase.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final DataSource dataSource;
    private @Nullable Connection connection;
    private boolean wasUp = true;

    /**
     * @param dataSource makes a new connection each time
     */
    LookAtDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Health get() {
        Health health = look();
        boolean up = health.getStatus().equals(Status.UP);
        if (up != wasUp) {
            LOGGER.warn(
                    up
                            ? "the database is back"
                            : "the database is away: senders are answered 503 until it is back");
            wasUp = up;
        }
        return health;
    }

    private Health look() {
        try {
            if (connection == null) {
                connection = dataSource.getConnection();
            }
            return isReadOnly(connection)
                    ? Health.down().withDetail("reason", "it is a standby, or read-only").build()
                    : Health.up().build();
        } catch (SQLException e) {
            close();
            return Health.down().withDetail("reason", String.valueOf(e.getMessage())).build();
        }
    }

    private static boolean isReadOnly(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER_WITHIN.toMillis()));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show transaction_read_only")) {
            row.next();
            return row.getString(1).equals("on");
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOGGER.debug("a connection that is given up cannot be closed either", e);
            }
            connection = null;
        }
    }
}
