package dev.serai.api.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.task.Task;
import dev.serai.task.TaskState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as the outbound API shows it.
 *
 * @param status {@code running}, {@code finished} or {@code failed}, which is all that clients know
 * @param data what was asked for and what has been done; {@code state} in it says {@code cancelled}
 * @param unresolvedAppIds apps that there are none of, where apps were named
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskView(
        String id,
        String status,
        String task,
        @Nullable JsonNode data,
        @Nullable List<String> unresolvedAppIds,
        Instant updatedAt) {

    /** What is told when one is started. */
    static TaskView started(Task task) {
        return new TaskView(task.id(), status(task), task.kind().wire(), null, null, at(task));
    }

    /** The same of one that names apps. */
    TaskView unresolved(List<String> apps) {
        return new TaskView(id, status, task, data, apps, updatedAt);
    }

    /** All of it. */
    static TaskView of(Task task) {
        ObjectNode data = task.progress().deepCopy();
        data.put("state", task.state().wire());
        if (task.endpoint() != null) {
            data.put("endpointId", task.endpoint());
        }
        data.set("settings", task.settings());
        data.put("createdAt", task.createdAt().toString());
        return new TaskView(task.id(), status(task), task.kind().wire(), data, null, at(task));
    }

    private static String status(Task task) {
        return task.state() == TaskState.CANCELLED ? TaskState.FAILED.wire() : task.state().wire();
    }

    private static Instant at(Task task) {
        return task.updatedAt();
    }
}
