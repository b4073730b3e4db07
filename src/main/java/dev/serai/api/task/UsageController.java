package dev.serai.api.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.api.Query;
import dev.serai.task.NewTask;
import dev.serai.task.TaskKind;
import dev.serai.task.Tasks;
import dev.serai.task.usage.UsageSettings;
import dev.serai.tenant.Project;
import dev.serai.tenant.Projects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins to count what apps have used. */
@RestController
final class UsageController {

    private static final String PATH = "/api/v1/stats/usage/app";
    private static final String TYPES = "/api/v1/stats/usage/event-types";
    private static final int APPS_MAX = 1_000;
    private static final int TIME_LENGTH_MAX = 64;

    private final Projects projects;
    private final Tasks tasks;
    private final ObjectMapper json;

    UsageController(Projects projects, Tasks tasks, ObjectMapper json) {
        this.projects = projects;
        this.tasks = tasks;
        this.json = json;
    }

    @PostMapping({PATH, PATH + "/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    TaskView start(@AuthenticationPrincipal Caller caller, @RequestBody JsonNode body) {
        Fields fields = Fields.of(body).known(Set.of("since", "until", "appIds"));
        Instant since = time(fields, "since");
        Instant until = time(fields, "until");
        if (!since.isBefore(until)) {
            throw Fields.wrong("/since", "is before until");
        }
        List<String> unresolved = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (String app : fields.list("appIds", APPS_MAX, Function.identity())) {
            Optional<Project> there = projects.find(caller.tenant(), app);
            there.ifPresentOrElse(
                    project -> named.add(project.id().value()), () -> unresolved.add(app));
        }
        boolean all = named.isEmpty() && unresolved.isEmpty();
        UsageSettings settings = new UsageSettings(since, until, all ? null : named);
        return TaskView.started(
                        tasks.start(
                                new NewTask(
                                        caller.tenant(),
                                        null,
                                        null,
                                        TaskKind.USAGE,
                                        json.valueToTree(settings))))
                .unresolved(unresolved);
    }

    /** A PUT, as clients have it, though each begins another one. */
    @PutMapping({TYPES, TYPES + "/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    TaskView eventTypes(@AuthenticationPrincipal Caller caller) {
        return TaskView.started(
                tasks.start(
                        new NewTask(
                                caller.tenant(),
                                null,
                                null,
                                TaskKind.EVENT_TYPES,
                                json.createObjectNode())));
    }

    private static Instant time(Fields fields, String name) {
        return Fields.read(
                "/" + name, fields.requiredText(name, TIME_LENGTH_MAX), Query::instantOf);
    }
}
