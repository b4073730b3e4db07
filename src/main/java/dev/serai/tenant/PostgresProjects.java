package dev.serai.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The projects in the database, read anew at every call. Thread-safe; every method throws Spring's
 * DataAccessException.
 */
public final class PostgresProjects implements Projects {

    private static final String COLUMNS = "tenant, id, uid, name, metadata, created_at, updated_at";

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    public PostgresProjects(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** By id first: one project's uid may be another one's id. */
    @Override
    public Optional<Project> find(TenantId tenant, String idOrUid) {
        return jdbc.sql(
                        """
                        select %s from serai.project
                        where tenant = :tenant and (id = :name or uid = :name) and deleted_at is null
                        order by (id = :name) desc limit 1
                        """
                                .formatted(COLUMNS))
                .param("tenant", tenant.value())
                .param("name", idOrUid)
                .query(this::project)
                .optional();
    }

    /**
     * Stores a new project with the times it has.
     *
     * @throws DuplicateKeyException if its uid is another project's
     */
    public void create(Project project) {
        // A conflict is no error to the database: it would end the caller's transaction.
        int made =
                jdbc.sql(
                                """
                        insert into serai.project
                            (tenant, id, uid, name, metadata, created_at, updated_at)
                        values (:tenant, :id, :uid, :name, :metadata::jsonb, :created, :updated)
                        on conflict do nothing
                        """)
                        .param("tenant", project.owner().tenant().value())
                        .param("id", project.id().value())
                        .param("uid", project.uid())
                        .param("name", project.name())
                        .param("metadata", write(project.metadata()))
                        .param("created", project.createdAt().atOffset(ZoneOffset.UTC))
                        .param("updated", project.updatedAt().atOffset(ZoneOffset.UTC))
                        .update();
        if (made == 0) {
            throw new DuplicateKeyException("another project has this uid or id");
        }
    }

    /**
     * Stores what a project has become; owner and creation time stay.
     *
     * @return whether there is such a project
     * @throws DuplicateKeyException if its uid is another project's
     */
    public boolean update(Project project) {
        return jdbc.sql(
                                """
                                update serai.project
                                set uid = :uid, name = :name, metadata = :metadata::jsonb,
                                    updated_at = :updated
                                where tenant = :tenant and id = :id and deleted_at is null
                                """)
                        .param("tenant", project.owner().tenant().value())
                        .param("id", project.id().value())
                        .param("uid", project.uid())
                        .param("name", project.name())
                        .param("metadata", write(project.metadata()))
                        .param("updated", project.updatedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Ends a project; its id stays taken, its uid does not. Whether there was one. */
    public boolean delete(Owner owner, Instant now) {
        return jdbc.sql(
                                """
                                update serai.project set deleted_at = :now, uid = null
                                where tenant = :tenant and id = :id and deleted_at is null
                                """)
                        .param("tenant", owner.tenant().value())
                        .param("id", owner.project().value())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * A tenant's projects by ascending id, or descending.
     *
     * @param after the id before the first one wanted, or null to begin at the beginning
     */
    public List<Project> list(
            TenantId tenant, @Nullable String after, boolean descending, int limit) {
        return jdbc.sql(
                        """
                        select %s from serai.project
                        where tenant = :tenant and deleted_at is null
                          and (:after::text is null or id %s :after)
                        order by id %s limit :limit
                        """
                                .formatted(
                                        COLUMNS, descending ? "<" : ">", descending ? "desc" : ""))
                .param("tenant", tenant.value())
                .param("after", after)
                .param("limit", limit)
                .query(this::project)
                .list();
    }

    private Project project(ResultSet row, int number) throws SQLException {
        return new Project(
                new Owner(
                        new TenantId(row.getString("tenant")), new ProjectId(row.getString("id"))),
                row.getString("uid"),
                row.getString("name"),
                read(row.getString("metadata")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private Map<String, String> read(String metadata) {
        try {
            return json.readValue(metadata, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.project.metadata holds no map of texts", e);
        }
    }

    private String write(Map<String, String> metadata) {
        try {
            return json.writeValueAsString(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}
