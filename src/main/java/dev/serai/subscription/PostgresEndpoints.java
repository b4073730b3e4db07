package dev.serai.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.TypePattern;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The endpoints in PostgreSQL's table {@code serai.endpoint}. Every change takes the next revision,
 * in the order of commits.
 */
final class PostgresEndpoints {

    /** Tombstones are kept this long; a hub that heard nothing for longer reads everything anew. */
    static final int TOMBSTONE_HOURS = 24;

    private static final String COLUMNS =
            """
            id, tenant, project, uid, url, description, event_types, channels, disabled,
            metadata, throttle_rate, headers, secret, created_at, updated_at
            """;

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    PostgresEndpoints(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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
                            event_types, channels, disabled, metadata, throttle_rate, headers,
                            secret, created_at, updated_at, revision)
                        select :id, :tenant, :project, :uid, :url, :description, :types, :channels,
                            :disabled, :metadata::jsonb, :throttle, :headers::jsonb, :secret,
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
                                    headers = :headers::jsonb, secret = :secret,
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
                                + COLUMNS
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
                                        COLUMNS, descending ? "<" : ">", descending ? "desc" : ""))
                .param("tenant", owner.tenant().value())
                .param("project", owner.project().value())
                .param("after", after)
                .param("limit", limit)
                .query(this::endpoint)
                .list();
    }

    private JdbcClient.StatementSpec statement(String sql, Endpoint endpoint) {
        EndpointSettings settings = endpoint.settings();
        return jdbc.sql(sql)
                .param("id", endpoint.id())
                .param("tenant", endpoint.owner().tenant().value())
                .param("project", endpoint.owner().project().value())
                .param("uid", settings.uid())
                .param("url", settings.url().value())
                .param("description", settings.description())
                .param(
                        "types",
                        settings.eventTypes().stream()
                                .map(TypePattern::toString)
                                .toArray(String[]::new))
                .param("channels", settings.channels().toArray(String[]::new))
                .param("disabled", settings.disabled())
                .param("metadata", write(settings.metadata()))
                .param("throttle", settings.throttleRate())
                .param("headers", write(settings.headers()))
                .param("secret", SecretColumn.write(endpoint.secret()))
                .param("created", endpoint.createdAt().atOffset(ZoneOffset.UTC))
                .param("updated", endpoint.updatedAt().atOffset(ZoneOffset.UTC));
    }

    private Endpoint endpoint(ResultSet row, int number) throws SQLException {
        return new Endpoint(
                row.getString("id"),
                new Owner(
                        new TenantId(row.getString("tenant")),
                        new ProjectId(row.getString("project"))),
                new EndpointSettings(
                        row.getString("uid"),
                        new EndpointUrl(row.getString("url")),
                        row.getString("description"),
                        texts(row, "event_types").map(TypePattern::of).toList(),
                        texts(row, "channels").toList(),
                        row.getBoolean("disabled"),
                        read(row.getString("metadata")),
                        row.getObject("throttle_rate", Integer.class),
                        read(row.getString("headers"))),
                SecretColumn.read(row.getString("secret")),
                instant(row, row.findColumn("created_at")),
                instant(row, row.findColumn("updated_at")));
    }

    private static Stream<String> texts(ResultSet row, String column) throws SQLException {
        return Stream.of((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private Map<String, String> read(String texts) {
        try {
            return json.readValue(texts, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.endpoint holds no map of texts", e);
        }
    }

    private String write(Map<String, String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    private record Head(long revision, Instant at) {}
}
