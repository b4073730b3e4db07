package dev.serai.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.seal.Seal;
import dev.serai.seal.Sealed;
import dev.serai.signing.Secret;
import dev.serai.source.SourceDefinition.Settings;
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
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sources of the API in the table {@code serai.source}. Every change takes the next revision,
 * in the order of commits. Thread-safe; every method throws Spring's DataAccessException.
 */
public final class PostgresSources implements Sealed {

    private static final TypeReference<Map<String, JsonNode>> MEMBERS = new TypeReference<>() {};

    /**
     * Tombstones are kept this long; a hub that heard nothing for longer has long been restarted.
     */
    private static final int TOMBSTONE_HOURS = 24;

    private static final String NEXT =
            """
            with next as (
                update serai.source_revision set revision = revision + 1 returning revision)
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Seal seal;

    PostgresSources(JdbcClient jdbc, ObjectMapper json, Seal seal) {
        this.jdbc = jdbc;
        this.json = json;
        this.seal = seal;
    }

    /**
     * Stores a source that is new, or what one has become.
     *
     * @return it with its revision; empty if it is not, or not any more, what the revision it comes
     *     with says: somebody else was faster
     */
    public Optional<SourceDefinition> store(SourceDefinition source) {
        return (source.revision() == SourceDefinition.NEW ? insert(source) : update(source))
                .query(Long.class)
                .optional()
                .map(source::stored);
    }

    /** A name whose source is gone is free again. */
    private JdbcClient.StatementSpec insert(SourceDefinition source) {
        jdbc.sql("delete from serai.source where deleted_at < now() - make_interval(hours => ?)")
                .param(TOMBSTONE_HOURS)
                .update();
        return statement(
                NEXT
                        + """
                        insert into serai.source as s (name, tenant, project, connector, parameters,
                            limits, enabled, secrets, previous_until, created_at, updated_at,
                            revision)
                        select :name, :tenant, :project, :connector, :parameters::jsonb,
                            :limits::jsonb, :enabled, :secrets, :until, :created, :updated, revision
                        from next
                        on conflict (name) do update set tenant = excluded.tenant,
                            project = excluded.project, connector = excluded.connector,
                            parameters = excluded.parameters, limits = excluded.limits,
                            enabled = excluded.enabled, secrets = excluded.secrets,
                            previous_until = excluded.previous_until,
                            created_at = excluded.created_at, updated_at = excluded.updated_at,
                            revision = excluded.revision, deleted_at = null
                        where s.deleted_at is not null
                        returning revision
                        """,
                source);
    }

    private JdbcClient.StatementSpec update(SourceDefinition source) {
        return statement(
                        NEXT
                                + """
                                update serai.source s set project = :project,
                                    connector = :connector, parameters = :parameters::jsonb,
                                    limits = :limits::jsonb, enabled = :enabled,
                                    secrets = :secrets, previous_until = :until,
                                    updated_at = :updated, revision = next.revision
                                from next
                                where s.name = :name and s.tenant = :tenant
                                  and s.revision = :known and s.deleted_at is null
                                returning s.revision
                                """,
                        source)
                .param("known", source.revision());
    }

    /**
     * Leaves a tombstone, without the secrets.
     *
     * @return whether there was such a source
     */
    public boolean delete(TenantId tenant, String name, Instant now) {
        // What a handshake taught it goes too: the next source of this name is not to heed it.
        return jdbc.sql(
                                NEXT
                                        + """
                                        , gone as (
                                            update serai.source s
                                            set deleted_at = :now, secrets = 'plain:{}',
                                                revision = next.revision
                                            from next
                                            where s.name = :name and s.tenant = :tenant
                                              and s.deleted_at is null
                                            returning s.tenant, s.name),
                                        unlearned as (
                                            delete from serai.source_secret l using gone
                                            where l.tenant = gone.tenant and l.source = gone.name)
                                        select count(*) from gone
                                        """)
                        .param("name", name)
                        .param("tenant", tenant.value())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** What has changed since a revision; everything since -1. */
    public SourceChanges changesSince(long known) {
        long head =
                jdbc.sql("select revision from serai.source_revision").query(Long.class).single();
        List<SourceDefinition> changed = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        if (head != known) {
            jdbc.sql("select * from serai.source where revision > ? order by revision")
                    .param(known)
                    .query((row, number) -> add(row, changed, deleted))
                    .list();
        }
        return new SourceChanges(head, changed, deleted);
    }

    /** The name of the source in a row, which is put into the list that it belongs to. */
    private String add(ResultSet row, List<SourceDefinition> changed, List<String> deleted)
            throws SQLException {
        String name = row.getString("name");
        if (row.getObject("deleted_at") != null) {
            deleted.add(name);
        } else {
            changed.add(source(row));
        }
        return name;
    }

    private JdbcClient.StatementSpec statement(String sql, SourceDefinition source) {
        Settings settings = source.settings();
        SourceSecrets secrets = source.secrets();
        return jdbc.sql(sql)
                .param("name", source.name())
                .param("tenant", source.owner().tenant().value())
                .param("project", source.owner().project().value())
                .param("connector", settings.connector())
                .param("parameters", write(settings.parameters()))
                .param("limits", write(settings.limits()))
                .param("enabled", settings.enabled())
                .param("secrets", seal.write(source.name(), texts(secrets.values())))
                .param("until", time(secrets.previousUntil()))
                .param("created", time(source.createdAt()))
                .param("updated", time(source.updatedAt()));
    }

    private SourceDefinition source(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new SourceDefinition(
                name,
                new Owner(
                        new TenantId(row.getString("tenant")),
                        new ProjectId(row.getString("project"))),
                new Settings(
                        row.getString("connector"),
                        read(row.getString("parameters")),
                        read(row.getString("limits")),
                        row.getBoolean("enabled")),
                secrets(
                        name,
                        row.getString("secrets"),
                        instant(row.getObject("previous_until", OffsetDateTime.class))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }

    private SourceSecrets secrets(String name, String column, @Nullable Instant previousUntil) {
        try {
            return new SourceSecrets(secrets(seal.read(name, column)), previousUntil, true);
        } catch (Seal.Unreadable e) {
            return SourceSecrets.UNREADABLE;
        }
    }

    private static Map<String, String> texts(Map<String, Secret> secrets) {
        Map<String, String> texts = new TreeMap<>();
        secrets.forEach((name, secret) -> texts.put(name, secret.reveal()));
        return texts;
    }

    private static Map<String, Secret> secrets(Map<String, String> texts) {
        Map<String, Secret> secrets = new TreeMap<>();
        texts.forEach((name, text) -> secrets.put(name, Secret.of(text)));
        return secrets;
    }

    /** See {@link Sealed#sealAnew()}. */
    @Override
    public int sealAnew() {
        Map<String, String> stored = new TreeMap<>();
        jdbc.sql(
                        """
                        select name, secrets from serai.source
                        where deleted_at is null and secrets not like :current || '%'
                        order by name limit :limit
                        """)
                .param("current", seal.currentPrefix())
                .param("limit", ROWS_MAX)
                .query(
                        row -> {
                            stored.put(row.getString("name"), row.getString("secrets"));
                        });
        return stored.entrySet().stream().mapToInt(e -> sealAnew(e.getKey(), e.getValue())).sum();
    }

    /** Unless somebody changed it meanwhile; what cannot be read stays. */
    private int sealAnew(String name, String before) {
        try {
            return jdbc.sql("update serai.source set secrets = ? where name = ? and secrets = ?")
                    .params(seal.write(name, seal.read(name, before)), name, before)
                    .update();
        } catch (Seal.Unreadable e) {
            return 0;
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private Map<String, JsonNode> read(String members) {
        try {
            return json.readValue(members, MEMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.source holds no object", e);
        }
    }

    private String write(Map<String, JsonNode> members) {
        try {
            return json.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of JSON is always JSON", e);
        }
    }
}
