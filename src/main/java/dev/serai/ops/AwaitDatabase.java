package dev.serai.ops;

import dev.serai.ops.embedded.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits, at the start, for a database that is itself still starting, but not for one that says no:
 * a wrong password does not become right.
 */
final class AwaitDatabase {

    private static final Logger LOGGER = LoggerFactory.getLogger(AwaitDatabase.class);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int VERSION_MIN = 15;

    /** Classes of SQLSTATE: who you are, which database. */
    private static final String WRONG_LOGIN = "28";

    private static final String NO_SUCH_DATABASE = "3D";

    private final DataSource dataSource;
    private final String shown;

    /**
     * @param shown the database's URL as it may be shown: without a password
     */
    AwaitDatabase(DataSource dataSource, String shown) {
        this.dataSource = dataSource;
        this.shown = shown;
    }

    /**
     * Returns once the database answers.
     *
     * @throws StartRefused if it does not within the time, says no, or is too old
     */
    void await(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        SQLException failure = attempt();
        if (failure != null) {
            LOGGER.info("waiting for {}: {}", shown, failure.getMessage());
        }
        while (failure != null && System.nanoTime() < end && !isFinal(failure)) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            failure = attempt();
        }
        if (failure != null) {
            throw new StartRefused(
                    "The database " + shown + " does not let the hub in: " + failure.getMessage(),
                    "Check serai.database.url, .username and .password (SERAI_DATABASE_URL,"
                            + " SERAI_DATABASE_USERNAME, SERAI_DATABASE_PASSWORD), and that the"
                            + " server runs and can be reached from here.",
                    failure);
        }
    }

    private @Nullable SQLException attempt() {
        try (Connection connection = dataSource.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < VERSION_MIN) {
                throw new StartRefused(
                        "The database " + shown + " is PostgreSQL " + version + ".",
                        "Use PostgreSQL " + VERSION_MIN + " or newer.");
            }
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private static boolean isFinal(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (state.startsWith(WRONG_LOGIN) || state.startsWith(NO_SUCH_DATABASE));
    }
}
