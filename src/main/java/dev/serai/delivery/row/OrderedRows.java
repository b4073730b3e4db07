package dev.serai.delivery.row;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows that follow each other. Only the first of a key is due; when it goes, the next one is. Who
 * puts rows in or takes some out holds the key's lock, or the next one would be forgotten by two
 * that do not see each other.
 */
public final class OrderedRows {

    /** When those are due that follow another one. */
    public static final String HELD = "'2999-01-01 00:00:00+00'::timestamptz";

    private static final String LOCK =
            """
            select pg_advisory_xact_lock(id) from (
                select distinct hashtextextended(endpoint_id || ' ' || order_key, 11) as id
                from unnest(:endpoints::text[], :keys::text[]) k(endpoint_id, order_key)
                order by id) ids
            """;

    private static final String PROMOTE =
            """
            update serai.delivery d set due_at = now()
            from (select distinct * from unnest(:endpoints::text[], :keys::text[])
                k(endpoint_id, order_key)) k
            cross join lateral (
                select event_id from serai.delivery
                where endpoint_id = k.endpoint_id and order_key = k.order_key
                order by appended_at, shard, pos limit 1) first
            where d.endpoint_id = k.endpoint_id and d.event_id = first.event_id
              and d.due_at >= %s
            """
                    .formatted(HELD);

    private static final String STUCK =
            """
            select endpoint_id, order_key from (
                select distinct on (endpoint_id, order_key) endpoint_id, order_key, due_at
                from serai.delivery where order_key is not null
                order by endpoint_id, order_key, appended_at, shard, pos) first
            where due_at >= %s
            """
                    .formatted(HELD);

    private final JdbcClient jdbc;

    public OrderedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks keys to the end of the transaction, always in the same order. */
    public void lock(Collection<Key> keys) {
        if (!keys.isEmpty()) {
            statement(LOCK, keys).query((row, number) -> number).list();
        }
    }

    /** Makes the first of each key due, if it is not; within the transaction that locked them. */
    public int promote(Collection<Key> keys) {
        return keys.isEmpty() ? 0 : statement(PROMOTE, keys).update();
    }

    /** Keys whose first one is not due: of a hub that ended between two transactions. */
    public List<Key> stuck() {
        return jdbc.sql(STUCK)
                .query((row, number) -> new Key(row.getString(1), row.getString(2)))
                .list();
    }

    private JdbcClient.StatementSpec statement(String sql, Collection<Key> keys) {
        return jdbc.sql(sql)
                .param("endpoints", keys.stream().map(Key::endpoint).toArray(String[]::new))
                .param("keys", keys.stream().map(Key::key).toArray(String[]::new));
    }

    /** What follows each other at an endpoint. */
    public record Key(String endpoint, String key) {}
}
