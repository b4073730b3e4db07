package dev.serai.task.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.delivery.standing.CountDeliveries;
import dev.serai.task.Step;
import dev.serai.task.Task;
import dev.serai.task.TaskKind;
import dev.serai.task.TaskState;
import dev.serai.task.Work;
import java.time.Duration;
import java.util.List;

/** Counts the messages of projects, once for each endpoint that they were sent to. */
final class UsageWork implements Work {

    private final CountDeliveries counts;
    private final ObjectMapper json;

    UsageWork(CountDeliveries counts, ObjectMapper json) {
        this.counts = counts;
        this.json = json;
    }

    @Override
    public boolean does(TaskKind kind) {
        return kind == TaskKind.USAGE;
    }

    @Override
    public Step step(Task task) {
        UsageSettings settings = settings(task);
        List<String> wanted = settings.projects();
        ObjectNode report = json.createObjectNode();
        ArrayNode apps = report.putArray("appStats");
        counts.destinationsByProject(task.tenant(), settings.since(), settings.until())
                .forEach(
                        (project, count) -> {
                            if (wanted == null || wanted.contains(project)) {
                                apps.addObject()
                                        .put("appId", project)
                                        .put("messageDestinations", count);
                            }
                        });
        return new Step(TaskState.FINISHED, report, Duration.ZERO);
    }

    private UsageSettings settings(Task task) {
        try {
            return json.treeToValue(task.settings(), UsageSettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task's settings are not its own", e);
        }
    }
}
