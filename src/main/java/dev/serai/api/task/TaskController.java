package dev.serai.api.task;

import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Order;
import dev.serai.api.Page;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.Query;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.task.Task;
import dev.serai.task.TaskFilter;
import dev.serai.task.TaskKind;
import dev.serai.task.TaskState;
import dev.serai.task.Tasks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tasks that there are. */
@RestController
final class TaskController {

    private static final String ALL = "/api/v1/background-task";
    private static final String ONE = ALL + "/{task}";

    private final Tasks tasks;

    TaskController(Tasks tasks) {
        this.tasks = tasks;
    }

    @GetMapping({ALL, ALL + "/"})
    Page<TaskView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        Query query = Query.ofList(request, Order.NAME, "status", "task");
        Set<TaskState> states = query.read("status", TaskController::states);
        TaskFilter filter =
                new TaskFilter(
                        caller.tenant(),
                        caller.onlyProject().orElse(null),
                        states == null ? Set.of() : states,
                        query.read("task", TaskController::kind));
        boolean descending = query.text(Order.NAME) == null || Order.isDescending(query);
        return query.pageOf("qtask_")
                .read(
                        (from, limit) -> Slice.of(tasks.list(filter, from, descending, limit)),
                        (from, limit) -> Slice.of(tasks.list(filter, from, !descending, limit)),
                        Task::id,
                        TaskView::of);
    }

    private static Set<TaskState> states(String text) {
        return switch (text) {
            case "running" -> Set.of(TaskState.RUNNING);
            case "finished" -> Set.of(TaskState.FINISHED);
            case "failed" -> Set.of(TaskState.FAILED, TaskState.CANCELLED);
            default -> throw new IllegalArgumentException("is running, finished or failed");
        };
    }

    private static TaskKind kind(String text) {
        return TaskKind.of(text)
                .orElseThrow(() -> new IllegalArgumentException("is no kind of task"));
    }

    @GetMapping({ONE, ONE + "/"})
    TaskView get(@AuthenticationPrincipal Caller caller, @PathVariable String task) {
        return TaskView.of(find(caller, task));
    }

    /** The step under way is done to its end; what was sent stays sent. */
    @PostMapping({ONE + "/cancel", ONE + "/cancel/"})
    TaskView cancel(@AuthenticationPrincipal Caller caller, @PathVariable String task) {
        if (!tasks.cancel(find(caller, task))) {
            throw new ProblemException(
                    Problem.of(409, "task_over", "The task is over", "It does not run any more."));
        }
        return TaskView.of(find(caller, task));
    }

    private Task find(Caller caller, String id) {
        return tasks.find(caller.tenant(), id)
                .filter(
                        task ->
                                caller.onlyProject()
                                        .map(only -> only.equals(task.project()))
                                        .orElse(true))
                .orElseThrow(() -> Apps.notFound("task"));
    }
}
