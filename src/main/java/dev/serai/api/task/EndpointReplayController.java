package dev.serai.api.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.task.NewTask;
import dev.serai.task.TaskKind;
import dev.serai.task.Tasks;
import dev.serai.task.replay.ReplaySettings;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Begins to send an endpoint what it missed, failed to take, or is to have once more. */
@RestController
final class EndpointReplayController {

    private static final String ENDPOINT = "/api/v1/app/{app}/endpoint/{endpoint}";
    private static final String RECOVER = ENDPOINT + "/recover";
    private static final String MISSING = ENDPOINT + "/replay-missing";
    private static final String BULK = ENDPOINT + "/bulk-replay";

    private final Apps apps;
    private final Endpoints endpoints;
    private final Tasks tasks;
    private final ObjectMapper json;
    private final InstantSource clock;

    EndpointReplayController(
            Projects projects,
            Endpoints endpoints,
            Tasks tasks,
            ObjectMapper json,
            InstantSource clock) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.tasks = tasks;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping({RECOVER, RECOVER + "/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    TaskView recover(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        return start(
                find(caller, app, endpoint),
                TaskKind.RECOVER,
                ReplayFields.ofTimes(body, clock.instant()));
    }

    @PostMapping({MISSING, MISSING + "/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    TaskView replayMissing(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        return start(
                find(caller, app, endpoint),
                TaskKind.REPLAY_MISSING,
                ReplayFields.ofTimes(body, clock.instant()));
    }

    @PostMapping({BULK, BULK + "/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    TaskView bulkReplay(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        return start(
                find(caller, app, endpoint),
                TaskKind.BULK_REPLAY,
                ReplayFields.ofFilters(body, clock.instant()));
    }

    private Endpoint find(Caller caller, String app, String idOrUid) {
        Owner owner = apps.get(caller, app).owner();
        Endpoint endpoint = Apps.endpoint(endpoints, owner, idOrUid);
        if (endpoint.settings().disabled()) {
            throw new ProblemException(
                    Problem.of(
                            409,
                            "endpoint_disabled",
                            "The endpoint is disabled",
                            "Enable the endpoint first, then replay."));
        }
        return endpoint;
    }

    private TaskView start(Endpoint endpoint, TaskKind kind, ReplaySettings settings) {
        return TaskView.started(
                tasks.start(
                        new NewTask(
                                endpoint.owner().tenant(),
                                endpoint.owner().project(),
                                endpoint.id(),
                                kind,
                                json.valueToTree(settings))));
    }
}
