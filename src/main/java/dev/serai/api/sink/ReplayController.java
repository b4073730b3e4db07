package dev.serai.api.sink;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.access.Caller;
import dev.serai.api.ProjectFilter;
import dev.serai.api.Query;
import dev.serai.event.TypePattern;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.ParkedFilter;
import dev.serai.parked.Replayer;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Projects;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sends parked events again, one or many. */
@RestController
final class ReplayController {

    /** How many parked events one call looks at; the iterator of its answer goes on. */
    static final int LOOKED_AT_MAX = 1_000;

    private final ParkedEvents parked;
    private final ObjectProvider<Replayer> replayers;
    private final ProjectFilter projects;

    ReplayController(ParkedEvents parked, ObjectProvider<Replayer> replayers, Projects projects) {
        this.parked = parked;
        this.replayers = replayers;
        this.projects = new ProjectFilter(projects);
    }

    /** Which ones to send again; {@code all} says that a filter was not forgotten. */
    record Bulk(
            @Nullable String sink,
            @Nullable String endpoint,
            @Nullable String reason,
            @Nullable String type,
            @Nullable String project,
            @Nullable Boolean all,
            @Nullable String iterator) {

        @JsonAnySetter
        void refuse(String name, Object value) {
            throw Query.wrong("/" + name, "there is no such field here");
        }
    }

    /** What was done; {@code requested} ones are on their way, and parked no more once there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(int requested, List<Failed> failed, @Nullable String iterator, boolean done) {}

    /** One that cannot be sent again as it is. */
    record Failed(String id, String code, String detail) {}

    @PostMapping("/api/v1/parked/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ParkedView replay(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        ParkedEvent event = ParkedController.find(parked, caller, id);
        replay(event);
        return ParkedView.of(parked.find(caller.tenant(), id).orElse(event));
    }

    /** Oldest first, so that what depends on the order gets it. */
    @PostMapping("/api/v1/parked/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer replay(@AuthenticationPrincipal Caller caller, @RequestBody Bulk bulk) {
        ParkedFilter filter = filter(caller, bulk);
        if (filter.choosesAll() && !Boolean.TRUE.equals(bulk.all())) {
            throw Query.wrong("/all", "say true to replay all parked events, or give a filter");
        }
        String from = bulk.iterator() == null ? "" : bulk.iterator();
        List<ParkedEvent> found = parked.newer(filter, from, LOOKED_AT_MAX + 1);
        boolean done = found.size() <= LOOKED_AT_MAX;
        List<ParkedEvent> chosen = done ? found : found.subList(0, LOOKED_AT_MAX);
        int requested = 0;
        List<Failed> failed = new ArrayList<>();
        for (ParkedEvent event : chosen) {
            if (event.replayRequestedAt() != null) {
                continue;
            }
            try {
                replay(event);
                requested++;
            } catch (ProblemException e) {
                failed.add(new Failed(event.id(), e.problem().code(), e.problem().detail()));
            }
        }
        return new Answer(requested, failed, chosen.isEmpty() ? null : chosen.getLast().id(), done);
    }

    private void replay(ParkedEvent event) {
        replayers.stream()
                .filter(replayer -> replayer.replays(event))
                .findFirst()
                .orElseThrow(() -> nobodyReplays(event))
                .replay(event);
    }

    private static ProblemException nobodyReplays(ParkedEvent event) {
        return new ProblemException(
                Problem.of(
                        409,
                        "not_replayable",
                        "Not replayable",
                        "The sink " + event.sink() + " is not there to take it again."));
    }

    private ParkedFilter filter(Caller caller, Bulk bulk) {
        return new ParkedFilter(
                caller.tenant(),
                projects.read(bulk.project(), caller.tenant()),
                bulk.sink(),
                bulk.endpoint(),
                read("/reason", bulk.reason(), ParkedEvent.Reason::of),
                read("/type", bulk.type(), TypePattern::of));
    }

    private static <T> @Nullable T read(
            String pointer, @Nullable String text, Function<String, T> reader) {
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw Query.wrong(pointer, String.valueOf(e.getMessage()));
        }
    }
}
