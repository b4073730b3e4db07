package dev.serai.subscription;

import dev.serai.seal.Sealed;
import dev.serai.tenant.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The endpoints in PostgreSQL's table {@code serai.endpoint}. Every change takes the next revision,
 * in the order of commits.
 */
final class PostgresEndpoints implements Sealed {

    /** What disabled an endpoint. */
    enum Trigger {
        /** A person. */
        MANUAL,
        /** The endpoint itself, by its answers. */
        AUTOMATIC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Tombstones are kept this long; a hub that heard nothing for longer reads everything anew. */
    static final int TOMBSTONE_HOURS = 24;

    private final JdbcClient jdbc;
    private final EndpointColumns columns;

    PostgresEndpoints(JdbcClient jdbc, EndpointColumns columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    /**
     * Stores a new endpoint.
     *
     * @throws org.springframework.dao.DuplicateKeyException if its uid is another one's
     */
    void insert(Endpoint endpoint) {
        statement(
                        """
                        with next as (
                            update serai.endpoint_revision set revision = revision + 1
                            returning revision)
                        , made as (insert into serai.endpoint (id, tenant, project, uid, url, description,
                            event_types, channels, disabled, metadata, throttle_rate, options,
                            secret, created_at, updated_at, revision)
                        select :id, :tenant, :project, :uid, :url, :description, :types, :channels,
                            :disabled, :metadata::jsonb, :throttle, :options::jsonb, :secret,
                            :created, :updated, revision
                        from next returning tenant, project, id, uid)
                        select serai.tell_operations('endpoint.created', tenant, project, id, uid, '{}')
                        from made
                        """,
                        endpoint)
                .query(String.class)
                .list();
    }

    /**
     * Stores what an endpoint has become, unless somebody else has changed it meanwhile.
     *
     * @param seen when it was last changed, as far as was known to whom wants to change it
     * @param trigger what disables it; null if nothing does
     * @param anew whether its failures so far count no more
     * @return whether there is such an endpoint, unchanged
     * @throws org.springframework.dao.DuplicateKeyException if its uid is another one's
     */
    boolean update(Endpoint endpoint, Instant seen, @Nullable Trigger trigger, boolean anew) {
        return !statement(
                        """
                                with next as (
                                    update serai.endpoint_revision set revision = revision + 1
                                    returning revision)
                                , changed as (
                                    update serai.endpoint e set uid = :uid, url = :url,
                                        description = :description, event_types = :types,
                                        channels = :channels, disabled = :disabled,
                                        metadata = :metadata::jsonb, throttle_rate = :throttle,
                                        headers = '{}', options = :options::jsonb,
                                        secret = :secret, updated_at = :updated,
                                        revision = next.revision
                                    from next
                                    where e.id = :id and e.tenant = :tenant
                                      and e.project = :project and e.deleted_at is null
                                      and e.updated_at = :seen
                                    returning e.tenant, e.project, e.id, e.uid),
                                -- Whether it works is to be seen anew.
                                forgotten as (
                                    delete from serai.endpoint_failing f using changed c
                                    where :anew and f.endpoint_id = c.id
                                    returning f.since)
                                select serai.tell_operations(t.type, c.tenant, c.project, c.id,
                                    c.uid, case when t.type = 'endpoint.disabled'
                                        then jsonb_build_object('trigger', :trigger::text,
                                            'failSince', (select since from forgotten))
                                        else '{}' end)
                                from changed c cross join unnest(:told::text[]) t(type)
                                """,
                        endpoint)
                .param("seen", seen.atOffset(ZoneOffset.UTC))
                .param("anew", anew)
                .param("trigger", trigger == null ? null : trigger.word())
                .param(
                        "told",
                        trigger == null
                                ? new String[] {"endpoint.updated"}
                                : new String[] {"endpoint.updated", "endpoint.disabled"})
                .query(String.class)
                .list()
                .isEmpty();
    }

    boolean isThere(String id) {
        return jdbc.sql("select 1 from serai.endpoint where id = ? and deleted_at is null")
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Leaves a tombstone, without the secret. */
    boolean delete(Owner owner, String id, Instant now) {
        return !jdbc.sql(
                        """
                                with next as (
                                    update serai.endpoint_revision set revision = revision + 1
                                    returning revision)
                                , gone as (
                                    update serai.endpoint e
                                    set deleted_at = :now, secret = '', headers = '{}',
                                        revision = next.revision
                                    from next
                                    where e.id = :id and e.tenant = :tenant
                                      and e.project = :project and e.deleted_at is null
                                    returning e.tenant, e.project, e.id, e.uid),
                                forgotten as (
                                    delete from serai.endpoint_failing f using gone
                                    where f.endpoint_id = gone.id)
                                select serai.tell_operations('endpoint.deleted', tenant, project,
                                    id, uid, '{}')
                                from gone
                                """)
                .param("id", id)
                .param("tenant", owner.tenant().value())
                .param("project", owner.project().value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list()
                .isEmpty();
    }

    void removeTombstones() {
        jdbc.sql("delete from serai.endpoint where deleted_at < now() - make_interval(hours => ?)")
                .param(TOMBSTONE_HOURS)
                .update();
    }

    /** What has changed since a revision; everything since -1. */
    EndpointChanges changesSince(long known) {
        Head head =
                jdbc.sql("select revision, statement_timestamp() from serai.endpoint_revision")
                        .query((row, number) -> new Head(row.getLong(1), instant(row, 2)))
                        .single();
        if (head.revision == known) {
            return new EndpointChanges(known, head.at, List.of(), List.of());
        }
        List<Endpoint> changed = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        jdbc.sql(
                        "select deleted_at is not null as gone, "
                                + EndpointColumns.ALL
                                + "from serai.endpoint where revision > ?")
                .param(known)
                .query(
                        row -> {
                            if (row.getBoolean("gone")) {
                                deleted.add(row.getString("id"));
                            } else {
                                changed.add(endpoint(row, 0));
                            }
                        });
        return new EndpointChanges(head.revision, head.at, changed, deleted);
    }

    /** An owner's endpoints by ascending id, or descending, after one of them. */
    List<Endpoint> list(Owner owner, @Nullable String after, boolean descending, int limit) {
        return jdbc.sql(
                        """
                        select %s from serai.endpoint
                        where tenant = :tenant and project = :project and deleted_at is null
                          and (:after::text is null or id %s :after)
                        order by id %s limit :limit
                        """
                                .formatted(
                                        EndpointColumns.ALL,
                                        descending ? "<" : ">",
                                        descending ? "desc" : ""))
                .param("tenant", owner.tenant().value())
                .param("project", owner.project().value())
                .param("after", after)
                .param("limit", limit)
                .query(this::endpoint)
                .list();
    }

    /** See {@link dev.serai.seal.Sealed#sealAnew()}. */
    @Override
    public int sealAnew() {
        List<Stored> stored =
                jdbc.sql(
                                """
                                select id, secret, headers from serai.endpoint
                                where deleted_at is null and secret not like :current || '%'
                                order by id limit :limit
                                """)
                        .param("current", columns.secret().currentPrefix())
                        .param("limit", ROWS_MAX)
                        .query(
                                (row, number) ->
                                        new Stored(
                                                row.getString("id"),
                                                row.getString("secret"),
                                                row.getString("headers")))
                        .list();
        return stored.stream().mapToInt(this::sealAnew).sum();
    }

    /** Unless somebody changed it meanwhile. */
    private int sealAnew(Stored stored) {
        String sealed = columns.secret().again(stored.id, stored.secret, stored.headers);
        return sealed.equals(stored.secret)
                ? 0
                : jdbc.sql(
                                """
                                update serai.endpoint set secret = :sealed, headers = '{}'
                                where id = :id and secret = :before
                                """)
                        .param("sealed", sealed)
                        .param("id", stored.id)
                        .param("before", stored.secret)
                        .update();
    }

    private JdbcClient.StatementSpec statement(String sql, Endpoint endpoint) {
        return columns.write(jdbc.sql(sql), endpoint);
    }

    private Endpoint endpoint(ResultSet row, int number) throws SQLException {
        return columns.read(row);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private record Stored(String id, String secret, String headers) {}

    private record Head(long revision, Instant at) {}
}
