package dev.serai.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log's days: makes them ahead, drops them behind. Time is the database's. */
final class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final int AHEAD_DAYS = 7;

    private final DataSource dataSource;
    private final Duration retention;
    private final Duration dedupeWindow;
    private final Supplier<List<RetentionGuard>> guards;

    Partitions(
            DataSource dataSource,
            Duration retention,
            Duration dedupeWindow,
            Supplier<List<RetentionGuard>> guards) {
        this.dataSource = dataSource;
        this.retention = retention;
        this.dedupeWindow = dedupeWindow;
        this.guards = guards;
    }

    /** Makes the partitions of the days to come. */
    void makeAhead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select serai.make_partitions(1, " + AHEAD_DAYS + ")");
        }
    }

    /**
     * Drops the days that are older than the retention and that no guard needs; returns their
     * tables' names.
     */
    List<String> dropBehind() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            Instant now = now(connection);
            Instant needed =
                    guards.get().stream()
                            .map(RetentionGuard::neededSince)
                            .min(Instant::compareTo)
                            .orElse(Instant.MAX);
            Instant keepSince = now.minus(retention);
            if (needed.isBefore(keepSince)) {
                LOG.warn("Events older than the retention are kept: a sink has not had them yet");
                keepSince = needed;
            }
            List<String> dropped = drop(connection, "event", keepSince);
            // A copy is looked for in the days of the window and the one that has begun.
            dropped.addAll(
                    drop(connection, "dedupe", now.minus(dedupeWindow).minus(Duration.ofDays(1))));
            // An event may have come a moment after midnight by a request of the day before.
            dropped.addAll(drop(connection, "request", keepSince.minus(Duration.ofDays(1))));
            return dropped;
        }
    }

    private static List<String> drop(Connection connection, String table, Instant keepSince)
            throws SQLException {
        List<String> dropped = new ArrayList<>();
        for (String name : partitions(connection, table)) {
            LocalDate day =
                    LocalDate.parse(
                            name.substring(name.lastIndexOf('_') + 1),
                            DateTimeFormatter.BASIC_ISO_DATE);
            if (day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(keepSince)) {
                continue;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout = '2s'");
                // Concurrently: readers and writers of the other days do not wait.
                statement.execute(
                        "alter table serai."
                                + table
                                + " detach partition serai."
                                + name
                                + " concurrently");
                statement.execute("drop table serai." + name);
                statement.execute("reset lock_timeout");
            }
            dropped.add(name);
        }
        return dropped;
    }

    private static List<String> partitions(Connection connection, String table)
            throws SQLException {
        String query =
                "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where"
                        + " i.inhparent = 'serai."
                        + table
                        + "'::regclass order by 1";
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }
}
