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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The endpoints in PostgreSQL's table {@code serai.endpoint}. Every change takes the next revision,
 * in the order of commits.
 */
final class PostgresEndpoints implements Sealed {

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
                        insert into serai.endpoint (id, tenant, project, uid, url, description,
                            event_types, channels, disabled, metadata, throttle_rate, options,
                            secret, created_at, updated_at, revision)
                        select :id, :tenant, :project, :uid, :url, :description, :types, :channels,
                            :disabled, :metadata::jsonb, :throttle, :options::jsonb, :secret,
                            :created, :updated, revision
                        from next
                        """,
                        endpoint)
                .update();
    }

    /**
     * Stores what an endpoint has become.
     *
     * @return whether there is such an endpoint
     * @throws org.springframework.dao.DuplicateKeyException if its uid is another one's
     */
    boolean update(Endpoint endpoint) {
        return statement(
                                """
                                with next as (
                                    update serai.endpoint_revision set revision = revision + 1
                                    returning revision)
                                update serai.endpoint e set uid = :uid, url = :url,
                                    description = :description, event_types = :types,
                                    channels = :channels, disabled = :disabled,
                                    metadata = :metadata::jsonb, throttle_rate = :throttle,
                                    headers = '{}', options = :options::jsonb, secret = :secret,
                                    updated_at = :updated, revision = next.revision
                                from next
                                where e.id = :id and e.tenant = :tenant
                                  and e.project = :project and e.deleted_at is null
                                """,
                                endpoint)
                        .update()
                == 1;
    }

    /** Leaves a tombstone, without the secret. */
    boolean delete(Owner owner, String id, Instant now) {
        return jdbc.sql(
                                """
                                with next as (
                                    update serai.endpoint_revision set revision = revision + 1
                                    returning revision)
                                update serai.endpoint e
                                set deleted_at = :now, secret = '', revision = next.revision
                                from next
                                where e.id = :id and e.tenant = :tenant
                                  and e.project = :project and e.deleted_at is null
                                """)
                        .param("id", id)
                        .param("tenant", owner.tenant().value())
                        .param("project", owner.project().value())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
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
