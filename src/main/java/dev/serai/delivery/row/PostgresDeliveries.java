package dev.serai.delivery.row;

import dev.serai.event.EventId;
import dev.serai.outbox.RetentionGuard;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The deliveries that wait, in PostgreSQL's table {@code serai.delivery}. Time is the database's.
 */
public final class PostgresDeliveries implements RetentionGuard {

    private static final String STATES =
            """
            select coalesce(a.endpoint_id, d.endpoint_id) as endpoint_id,
                   coalesce(a.attempts, 0) as attempts, a.last_at, d.due_at, d.follows,
                   coalesce(a.delivered, false) as delivered
            from (
                select endpoint_id, count(*) as attempts, max(at) as last_at,
                       bool_or(outcome = 0) as delivered
                from serai.attempt where event_id = :event group by endpoint_id) a
            full join (
                select endpoint_id, due_at, due_at >= HELD as follows
                from serai.delivery where event_id = :event) d
                on d.endpoint_id = a.endpoint_id
            order by 1
            """
                    .replace("HELD", OrderedRows.HELD);

    private final JdbcClient jdbc;

    public PostgresDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has become of an event, by endpoint. */
    public List<DeliveryState> of(EventId event) {
        return jdbc.sql(STATES)
                .param("event", event.value())
                .query(PostgresDeliveries::state)
                .list();
    }

    /** Since when the delivery that has waited longest has been waiting. */
    public Optional<Instant> oldest() {
        return jdbc.sql("select min(begun_at) from serai.delivery")
                .query((row, number) -> Optional.ofNullable(instant(row, 1)))
                .single();
    }

    public long count() {
        return jdbc.sql("select count(*) from serai.delivery").query(Long.class).single();
    }

    /** The events that deliveries wait with are read from the log again. */
    @Override
    public Instant neededSince() {
        return jdbc.sql("select min(appended_at) from serai.delivery")
                .query((row, number) -> Optional.ofNullable(instant(row, 1)))
                .single()
                .orElse(Instant.MAX);
    }

    private static DeliveryState state(ResultSet row, int number) throws SQLException {
        Instant dueAt = instant(row, row.findColumn("due_at"));
        return new DeliveryState(
                row.getString("endpoint_id"),
                dueAt != null
                        ? DeliveryState.Kind.WAITING
                        : row.getBoolean("delivered")
                                ? DeliveryState.Kind.DELIVERED
                                : DeliveryState.Kind.PARKED,
                row.getInt("attempts"),
                instant(row, row.findColumn("last_at")),
                row.getBoolean("follows") ? null : dueAt);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
