package dev.serai.task.usage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.task.Step;
import dev.serai.task.Task;
import dev.serai.task.TaskKind;
import dev.serai.task.TaskState;
import dev.serai.task.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells which event types the endpoints of projects ask for, some projects a step. */
final class EventTypesWork implements Work {

    private static final int PROJECTS_A_STEP = 500;
    private static final String AFTER = "after";
    private static final String REPORT = "event_types";

    private static final String SELECT =
            """
            select e.project,
                   bool_or(e.event_types = '{}') as everything,
                   array(select distinct t from serai.endpoint o, unnest(o.event_types) t
                         where o.tenant = :tenant and o.project = e.project
                           and o.deleted_at is null
                         order by t) as types
            from serai.endpoint e
            where e.tenant = :tenant and e.deleted_at is null and e.project > :after
            group by e.project order by e.project limit :limit
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    EventTypesWork(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean does(TaskKind kind) {
        return kind == TaskKind.EVENT_TYPES;
    }

    @Override
    public Step step(Task task) {
        ObjectNode report = task.progress().deepCopy();
        ArrayNode projects = report.withArray(REPORT);
        int before = projects.size();
        jdbc.sql(SELECT)
                .param("tenant", task.tenant().value())
                .param("after", report.path(AFTER).asText())
                .param("limit", PROJECTS_A_STEP)
                .query((row, number) -> add(projects.addObject(), row))
                .list();
        boolean done = projects.size() - before < PROJECTS_A_STEP;
        report.remove(AFTER);
        if (!done) {
            report.put(AFTER, projects.path(projects.size() - 1).path("appId").asText());
        }
        return new Step(done ? TaskState.FINISHED : TaskState.RUNNING, report, Duration.ZERO);
    }

    private ObjectNode add(ObjectNode project, ResultSet row) throws SQLException {
        project.put("appId", row.getString("project"));
        project.set(
                "explicitlySubscribedEventTypes",
                json.valueToTree(row.getArray("types").getArray()));
        return project.put("hasCatchAllEndpoint", row.getBoolean("everything"));
    }
}
