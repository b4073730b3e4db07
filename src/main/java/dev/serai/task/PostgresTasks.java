package dev.serai.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.commit.AfterCommit;
import dev.serai.event.Ksuid;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tasks in PostgreSQL's table {@code serai.task}. Time is the database's. */
final class PostgresTasks implements Tasks {

    private static final String COLUMNS =
            """
            id, tenant, project, endpoint_id, kind, state, settings, progress, created_at, updated_at
            """;

    /** What ended longer ago is forgotten, some with every task that is started. */
    private static final int KEPT_DAYS = 90;

    private static final int REMOVED_MAX = 10;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Ksuid ksuid;
    private final TaskSignal signal;

    PostgresTasks(JdbcClient jdbc, ObjectMapper json, Ksuid ksuid, TaskSignal signal) {
        this.jdbc = jdbc;
        this.json = json;
        this.ksuid = ksuid;
        this.signal = signal;
    }

    @Override
    public Task start(NewTask task) {
        Task started =
                jdbc.sql(
                                """
                                with old as (
                                    delete from serai.task where id = any(array(
                                        select id from serai.task
                                        where state <> 'running'
                                          and updated_at < now() - make_interval(days => :kept)
                                        limit :removed for update skip locked))
                                )
                                insert into serai.task (id, tenant, project, endpoint_id, kind,
                                    state, settings, progress, due_at, created_at, updated_at)
                                values (:id, :tenant, :project, :endpoint, :kind, 'running',
                                    :settings::json, '{}', now(), now(), now())
                                returning
                                """
                                        + COLUMNS)
                        .param("kept", KEPT_DAYS)
                        .param("removed", REMOVED_MAX)
                        .param("id", "qtask_" + ksuid.next())
                        .param("tenant", task.tenant().value())
                        .param("project", task.project() == null ? null : task.project().value())
                        .param("endpoint", task.endpoint())
                        .param("kind", task.kind().wire())
                        .param("settings", task.settings().toString())
                        .query(this::task)
                        .single();
        AfterCommit.run(signal::raise);
        return started;
    }

    @Override
    public Optional<Task> find(TenantId tenant, String id) {
        return jdbc.sql("select " + COLUMNS + "from serai.task where tenant = :tenant and id = :id")
                .param("tenant", tenant.value())
                .param("id", id)
                .query(this::task)
                .optional();
    }

    @Override
    public List<Task> list(
            TaskFilter filter, @Nullable String after, boolean descending, int limit) {
        Set<TaskState> states = filter.states();
        return jdbc.sql(
                        """
                        select %s from serai.task
                        where tenant = :tenant
                          and (:project::text is null or project = :project)
                          and (:kind::text is null or kind = :kind)
                          and (cardinality(:states::text[]) = 0 or state = any(:states::text[]))
                          and (:after::text is null or id %s :after)
                        order by id %s limit :limit
                        """
                                .formatted(
                                        COLUMNS, descending ? "<" : ">", descending ? "desc" : ""))
                .param("tenant", filter.tenant().value())
                .param("project", filter.project() == null ? null : filter.project().value())
                .param("kind", filter.kind() == null ? null : filter.kind().wire())
                .param("states", states.stream().map(TaskState::wire).toArray(String[]::new))
                .param("after", after)
                .param("limit", limit)
                .query(this::task)
                .list();
    }

    /** Waits for the step under way, which has the row. */
    @Override
    public boolean cancel(Task task) {
        return jdbc.sql(
                                """
                                update serai.task set state = 'cancelled', updated_at = now()
                                where id = :id and state = 'running'
                                """)
                        .param("id", task.id())
                        .update()
                == 1;
    }

    /** A task that may be gone on with, and that no other hub has; held until the commit. */
    Optional<Task> lockDue() {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                from serai.task where state = 'running' and due_at <= now()
                                order by due_at limit 1 for update skip locked
                                """)
                .query(this::task)
                .optional();
    }

    void save(Task task, Step step) {
        jdbc.sql(
                        """
                        update serai.task
                        set state = :state, progress = :progress::json, updated_at = now(),
                            due_at = now() + :pause * interval '1 millisecond'
                        where id = :id and state = 'running'
                        """)
                .param("id", task.id())
                .param("state", step.state().wire())
                .param("progress", step.progress().toString())
                .param("pause", step.pause().toMillis())
                .update();
    }

    private Task task(ResultSet row, int number) throws SQLException {
        String project = row.getString("project");
        return new Task(
                row.getString("id"),
                new TenantId(row.getString("tenant")),
                project == null ? null : new ProjectId(project),
                row.getString("endpoint_id"),
                TaskKind.of(row.getString("kind")).orElseThrow(),
                TaskState.of(row.getString("state")),
                read(row.getString("settings")),
                read(row.getString("progress")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.task holds no JSON", e);
        }
    }
}
