package dev.serai.delivery.row;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the deliveries that are due, and claims them. Time is the database's. */
public final class DueRows {

    /** So many that follow the first one of a key are claimed with it. */
    static final int FOLLOWERS_MAX = 31;

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
                select min(d.due_at) as at from generate_series(7, 0, -1) u(urgency)
                cross join lateral (
                    select due_at from serai.delivery
                    where endpoint_id = step.id and urgency = u.urgency
                    order by due_at limit 1) d) due
            where step.id is not null and due.at is not null
            order by step.id
            """;

    /**
     * The most urgent first, and with the first one of a key those that follow it. The key's lock
     * is only tried: whoever holds it tells when it lets go.
     */
    private static final String CLAIM =
            """
            with wanted as (
                select * from unnest(:endpoints::text[], :limits::int[]) w(endpoint_id, rows)
            ), due as (
                select due.* from wanted w
                cross join lateral (
                    select d.* from generate_series(7, 0, -1) u(urgency)
                    cross join lateral (
                        select ctid as row_id, endpoint_id, order_key, appended_at, shard, pos
                        from serai.delivery first
                        where endpoint_id = w.endpoint_id and urgency = u.urgency
                          and due_at <= now()
                          and (order_key is null
                              or not exists (
                                    select from serai.delivery before
                                    where before.endpoint_id = first.endpoint_id
                                      and before.order_key = first.order_key
                                      and (before.appended_at, before.shard, before.pos)
                                        < (first.appended_at, first.shard, first.pos))
                                and pg_try_advisory_xact_lock(
                                    hashtextextended(endpoint_id || ' ' || order_key, 11)))
                        order by due_at limit w.rows for update skip locked) d
                    limit w.rows) due
            ), claimed as (
                update serai.delivery
                set claimed_by = :hub, claim = claim + 1,
                    due_at = now() + :lease * interval '1 millisecond'
                where ctid = any(array(
                    select row_id from due
                    union all
                    select follower.row_id from due
                    cross join lateral (
                        select ctid as row_id from serai.delivery d
                        where d.endpoint_id = due.endpoint_id and d.order_key = due.order_key
                          and (d.appended_at, d.shard, d.pos)
                            > (due.appended_at, due.shard, due.pos)
                        order by d.appended_at, d.shard, d.pos limit :followers) follower))
                returning *
            )
            select c.event_id, c.endpoint_id, c.attempts, c.manual, c.claim, c.order_key, e.*
            from claimed c
            left join lateral (
                select e.shard, e.pos, e.appended_at, e.tenant, e.project, e.type, e.source,
                       e.subject, e.time, e.data_content_type, e.data, e.partition_key,
                       e.priority, e.origin_id, e.traceparent
                from serai.event e
                where e.shard = c.shard and e.pos = c.pos and e.appended_at = c.appended_at
                limit 1) e on true
            order by c.order_key is not null, case when c.order_key is null then c.urgency end desc,
                c.appended_at, c.shard, c.pos
            """;

    private final JdbcClient jdbc;
    private final UUID hub;

    public DueRows(JdbcClient jdbc, UUID hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /** Endpoints that deliveries wait for, by id, after one of them. */
    public List<DueEndpoint> endpointsAfter(String id, int limit) {
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
     * Claims due deliveries, the most urgent first, those that follow each other in their order;
     * nobody else has or gets them before the lease is over.
     *
     * @param wanted how many for each endpoint at most, those not counted that follow another one
     */
    public List<ClaimedRow> claim(Map<String, Integer> wanted, Duration lease) {
        return jdbc.sql(CLAIM)
                .param("endpoints", wanted.keySet().toArray(String[]::new))
                .param("limits", wanted.values().toArray(Integer[]::new))
                .param("hub", hub)
                .param("lease", lease.toMillis())
                .param("followers", FOLLOWERS_MAX)
                .query(DueRows::row)
                .list();
    }

    private static ClaimedRow row(ResultSet row, int number) throws SQLException {
        return new ClaimedRow(
                row.getString("event_id"),
                row.getString("endpoint_id"),
                row.getInt("attempts"),
                row.getBoolean("manual"),
                row.getLong("claim"),
                row.getString("order_key"),
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
}
