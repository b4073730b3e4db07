package dev.serai.outbox.append;

import dev.serai.outbox.RetentionGuard;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

    /** One hub at a time drops, for two would wait for each other's locks. */
    private static final String LOCK =
            "select pg_try_advisory_lock(hashtextextended('serai.drop_days', 0))";

    private static final String UNLOCK =
            "select pg_advisory_unlock(hashtextextended('serai.drop_days', 0))";

    private static final String DAYS =
            """
            select c.relname,
                case when i.inhrelid is null then 'DETACHED' when i.inhdetachpending then 'PENDING' else 'ATTACHED' end
            from pg_class c left join pg_inherits i on i.inhrelid = c.oid
            where c.relnamespace = 'serai'::regnamespace and c.relkind = 'r' and c.relname ~ ?
            order by 1
            """;

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
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            if (!isTrue(statement, LOCK)) {
                return List.of();
            }
            try {
                return dropBehind(connection);
            } finally {
                statement.execute(UNLOCK);
            }
        }
    }

    private List<String> dropBehind(Connection connection) throws SQLException {
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

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<String> drop(Connection connection, String table, Instant keepSince)
            throws SQLException {
        List<String> dropped = new ArrayList<>();
        for (Day day : days(connection, table)) {
            if (day.end().isAfter(keepSince)) {
                continue;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout = '2s'");
                if (day.state() != State.DETACHED) {
                    // Concurrently: readers and writers of the other days do not wait.
                    statement.execute(
                            "alter table serai.%s detach partition serai.%s %s"
                                    .formatted(
                                            table,
                                            day.name(),
                                            day.state() == State.PENDING
                                                    ? "finalize"
                                                    : "concurrently"));
                }
                statement.execute("drop table serai." + day.name());
                statement.execute("reset lock_timeout");
            }
            dropped.add(day.name());
        }
        return dropped;
    }

    /** A day's table, whichever step of an earlier dropping it was left at. */
    private record Day(String name, State state) {

        Instant end() {
            return LocalDate.parse(
                            name.substring(name.lastIndexOf('_') + 1),
                            DateTimeFormatter.BASIC_ISO_DATE)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }
    }

    /** PENDING: detaching was broken off and can only be finished. */
    private enum State {
        ATTACHED,
        PENDING,
        DETACHED
    }

    private static List<Day> days(Connection connection, String table) throws SQLException {
        List<Day> days = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DAYS)) {
            statement.setString(1, "^" + table + "_[0-9]{8}$");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.add(new Day(rows.getString(1), State.valueOf(rows.getString(2))));
                }
            }
        }
        return days;
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }
}
