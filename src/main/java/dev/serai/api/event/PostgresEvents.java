package dev.serai.api.event;

import dev.serai.api.PageQuery.Slice;
import dev.serai.event.EventId;
import dev.serai.outbox.Entry;
import dev.serai.tenant.TenantId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks events up in the log's table, newest first by id. Ids sort by the second that an event came
 * in, so that a page is one walk along an index.
 */
public final class PostgresEvents {

    /**
     * How many events a filtered page looks at, at most: a filter that finds little must not read
     * the whole log in one request. The page is short then, and its iterator goes on.
     */
    public static final int LOOKED_AT_MAX = 50_000;

    private static final String COLUMNS =
            """
            shard, pos, appended_at, id, tenant, project, type, source, subject, time,
            data_content_type, data, partition_key, priority, origin_id, traceparent
            """;
    private static final String FIND =
            "select "
                    + COLUMNS
                    + """
                    , coalesce(raw_method, r.method) as raw_method,
                    coalesce(raw_path, r.path) as raw_path,
                    coalesce(raw_query, r.query) as raw_query,
                    coalesce(raw_headers, r.headers) as raw_headers,
                    coalesce(raw_body, r.body) as raw_body
                    from serai.event e left join lateral (
                        -- Both days around midnight may have it; the earlier one came first.
                        select q.method, q.path, q.query, q.headers, q.body from serai.request q
                        where q.id = e.raw_id
                          and q.day between (e.appended_at at time zone 'UTC')::date - 1
                                        and (e.appended_at at time zone 'UTC')::date
                        order by q.day limit 1) r on true
                    where e.id = :id and e.tenant = :tenant
                    """;

    private final JdbcClient jdbc;
    private final int lookedAtMax;

    public PostgresEvents(JdbcClient jdbc) {
        this(jdbc, LOOKED_AT_MAX);
    }

    public PostgresEvents(JdbcClient jdbc, int lookedAtMax) {
        this.jdbc = jdbc;
        this.lookedAtMax = lookedAtMax;
    }

    public Optional<StoredEvent> find(TenantId tenant, EventId id) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .param("tenant", tenant.value())
                .query(EventRow::stored)
                .optional();
    }

    /** The chosen events older than an id, or the newest ones; newest first. */
    Slice<Entry> older(EventFilter filter, @Nullable String than, int limit) {
        return slice(filter, new Walk("<", "desc", than), limit);
    }

    /** The chosen events newer than an id; oldest first. */
    Slice<Entry> newer(EventFilter filter, String than, int limit) {
        return slice(filter, new Walk(">", "asc", than), limit);
    }

    private Slice<Entry> slice(EventFilter filter, Walk walk, int limit) {
        String choice = choice(filter);
        int lookAt = choice.isEmpty() ? limit : lookedAtMax;
        List<Entry> found =
                bind(walk.sql(COLUMNS, filter), choice + walk.order(), filter, walk)
                        .param("lookAt", lookAt)
                        .param("limit", limit)
                        .query(EventRow::entry)
                        .list();
        if (choice.isEmpty() || found.size() == limit) {
            return Slice.of(found);
        }
        return new Slice<>(found, lookedAtTo(filter, walk));
    }

    /** The last id that a walk of the greatest length comes to; null if the log ends before. */
    private @Nullable String lookedAtTo(EventFilter filter, Walk walk) {
        return bind(walk.sql("id", filter), " offset :lookAt - 1 limit :limit", filter, walk)
                .param("lookAt", lookedAtMax)
                .param("limit", 1)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static String choice(EventFilter filter) {
        StringBuilder sql = new StringBuilder();
        sql.append(filter.project() == null ? "" : " and project = :project");
        sql.append(filter.type() == null ? "" : " and type ~ :type");
        sql.append(filter.source() == null ? "" : " and source = :source");
        sql.append(filter.subject() == null ? "" : " and subject = :subject");
        return sql.toString();
    }

    private JdbcClient.StatementSpec bind(String sql, String rest, EventFilter filter, Walk walk) {
        return jdbc.sql(sql + rest)
                .param("tenant", filter.tenant().value())
                .param("than", walk.than())
                .param(
                        "since",
                        filter.since() == null ? null : filter.since().atOffset(ZoneOffset.UTC))
                .param(
                        "until",
                        filter.until() == null ? null : filter.until().atOffset(ZoneOffset.UTC))
                .param("project", filter.project() == null ? null : filter.project().value())
                .param("type", filter.type() == null ? null : filter.type().toRegex())
                .param("source", filter.source())
                .param("subject", filter.subject());
    }

    /** A walk along the ids, one way or the other. */
    private record Walk(String beyond, String direction, @Nullable String than) {

        /** Only the clauses that are needed, so that the plan fits whatever the parameters are. */
        String sql(String columns, EventFilter filter) {
            return "select "
                    + columns
                    + " from (select "
                    + COLUMNS
                    + " from serai.event where tenant = :tenant"
                    + (than == null ? "" : " and id " + beyond + " :than")
                    + (filter.since() == null ? "" : " and appended_at >= :since")
                    + (filter.until() == null ? "" : " and appended_at < :until")
                    + " order by id "
                    + direction
                    + " limit :lookAt) e where true";
        }

        String order() {
            return " order by id " + direction + " limit :limit";
        }
    }
}
