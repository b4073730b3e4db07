package dev.serai.api.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.task.NewTask;
import dev.serai.task.Task;
import dev.serai.task.TaskKind;
import dev.serai.task.Tasks;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins to remove what all messages of an app say. */
@RestController
final class PurgeController {

    private static final String PATH = "/api/v1/app/{app}/msg/expunge-all-contents";

    private final Apps apps;
    private final Tasks tasks;
    private final ObjectMapper json;

    PurgeController(Projects projects, Tasks tasks, ObjectMapper json) {
        this.apps = new Apps(projects);
        this.tasks = tasks;
        this.json = json;
    }

    /** What was begun; the task's own resource tells how it goes on. */
    record Started(String id, String status, String task, Instant updatedAt) {}

    @PostMapping({PATH, PATH + "/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started purge(@AuthenticationPrincipal Caller caller, @PathVariable String app) {
        Owner owner = apps.get(caller, app).owner();
        Task task =
                tasks.start(
                        new NewTask(
                                owner.tenant(),
                                owner.project(),
                                null,
                                TaskKind.PURGE,
                                json.createObjectNode()));
        return new Started(task.id(), task.state().wire(), task.kind().wire(), task.updatedAt());
    }
}
