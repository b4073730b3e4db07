package dev.serai.delivery;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.outbox.RetentionGuard;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The deliveries that wait, in PostgreSQL's table {@code serai.delivery}. Time is the database's.
 */
final class PostgresDeliveries implements RetentionGuard {

    /** Steps from endpoint to endpoint through the index, however many rows each of them has. */
    private static final String ENDPOINTS =
            """
            with recursive step(id, number) as (
                select (select min(endpoint_id) from serai.delivery where endpoint_id > :after), 1
                union all
                select (select min(endpoint_id) from serai.delivery where endpoint_id > step.id),
                       number + 1
                from step where id is not null and number < :limit
            )
            select step.id, extract(epoch from due.at - now()) * 1000 as due_in
            from step
            cross join lateral (
                select min(d.due_at) as at from (values (3), (2), (1), (0)) p(priority)
                cross join lateral (
                    select due_at from serai.delivery
                    where endpoint_id = step.id and priority = p.priority
                    order by due_at limit 1) d) due
            where step.id is not null and due.at is not null
            order by step.id
            """;

    private static final String CLAIM =
            """
            with wanted as (
                select * from unnest(:endpoints::text[], :limits::int[]) w(endpoint_id, rows)
            ), due as (
                select due.row_id from wanted w
                cross join lateral (
                    select d.row_id from (values (3), (2), (1), (0)) p(priority)
                    cross join lateral (
                        select ctid as row_id from serai.delivery
                        where endpoint_id = w.endpoint_id and priority = p.priority
                          and due_at <= now()
                        order by due_at limit w.rows for update skip locked) d
                    limit w.rows) due
            ), claimed as (
                update serai.delivery
                set claimed_by = :hub, claim = claim + 1,
                    due_at = now() + :lease * interval '1 millisecond'
                where ctid = any(array(select row_id from due))
                returning *
            )
            select c.event_id, c.endpoint_id, c.attempts, c.manual, c.claim, e.*
            from claimed c
            left join lateral (
                select e.shard, e.pos, e.appended_at, e.tenant, e.project, e.type, e.source,
                       e.subject, e.time, e.data_content_type, e.data, e.partition_key,
                       e.priority, e.origin_id, e.traceparent
                from serai.event e
                where e.shard = c.shard and e.pos = c.pos and e.appended_at = c.appended_at
                limit 1) e on true
            order by e.priority desc, e.appended_at
            """;

    private static final String STATES =
            """
            select coalesce(a.endpoint_id, d.endpoint_id) as endpoint_id,
                   coalesce(a.attempts, 0) as attempts, a.last_at, d.due_at,
                   coalesce(a.delivered, false) as delivered
            from (
                select endpoint_id, count(*) as attempts, max(at) as last_at,
                       bool_or(outcome = 0) as delivered
                from serai.attempt where event_id = :event group by endpoint_id) a
            full join (
                select endpoint_id, due_at from serai.delivery where event_id = :event) d
                on d.endpoint_id = a.endpoint_id
            order by 1
            """;

    private final JdbcClient jdbc;
    private final UUID hub;

    PostgresDeliveries(JdbcClient jdbc, UUID hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /** Endpoints that deliveries wait for, by id, after one of them. */
    List<DueEndpoint> endpointsAfter(String id, int limit) {
        return jdbc.sql(ENDPOINTS)
                .param("after", id)
                .param("limit", limit)
                .query(
                        (row, number) ->
                                new DueEndpoint(
                                        row.getString("id"),
                                        Duration.ofMillis(row.getLong("due_in"))))
                .list();
    }

    /**
     * Claims due deliveries, the most urgent first; nobody else has or gets them before the lease
     * is over.
     *
     * @param wanted how many for each endpoint at most
     */
    List<ClaimedRow> claim(Map<String, Integer> wanted, Duration lease) {
        return jdbc.sql(CLAIM)
                .param("endpoints", wanted.keySet().toArray(String[]::new))
                .param("limits", wanted.values().toArray(Integer[]::new))
                .param("hub", hub)
                .param("lease", lease.toMillis())
                .query(PostgresDeliveries::row)
                .list();
    }

    /** What has become of an event, by endpoint. */
    List<DeliveryState> of(EventId event) {
        return jdbc.sql(STATES)
                .param("event", event.value())
                .query(PostgresDeliveries::state)
                .list();
    }

    /** Since when the delivery that has waited longest has been waiting. */
    Optional<Instant> oldest() {
        return jdbc.sql("select min(begun_at) from serai.delivery")
                .query((row, number) -> Optional.ofNullable(instant(row, 1)))
                .single();
    }

    long count() {
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

    private static ClaimedRow row(ResultSet row, int number) throws SQLException {
        return new ClaimedRow(
                row.getString("event_id"),
                row.getString("endpoint_id"),
                row.getInt("attempts"),
                row.getBoolean("manual"),
                row.getLong("claim"),
                row.getObject("appended_at") == null ? null : entry(row));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Position(row.getInt("shard"), row.getLong("pos")),
                row.getObject("appended_at", OffsetDateTime.class).toInstant(),
                new Event(
                        new EventId(row.getString("event_id")),
                        new Owner(
                                new TenantId(row.getString("tenant")),
                                new ProjectId(row.getString("project"))),
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("subject"),
                        row.getObject("time", OffsetDateTime.class).toInstant(),
                        row.getString("data_content_type"),
                        row.getBytes("data"),
                        row.getString("partition_key"),
                        Priority.values()[row.getInt("priority")],
                        row.getString("origin_id"),
                        row.getString("traceparent")));
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
                dueAt);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
