package dev.serai.api.sink;

import dev.serai.access.Caller;
import dev.serai.api.Page;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.ProjectFilter;
import dev.serai.api.Query;
import dev.serai.event.TypePattern;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.ParkedFilter;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The dead-letter queue, to be looked at. */
@RestController
final class ParkedController {

    private final ParkedEvents parked;
    private final ProjectFilter projects;

    ParkedController(ParkedEvents parked, Projects projects) {
        this.parked = parked;
        this.projects = new ProjectFilter(projects);
    }

    @GetMapping("/api/v1/parked")
    Page<ParkedView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        Query query = Query.ofList(request, "sink", "endpoint", "reason", "type", "project");
        ParkedFilter filter =
                new ParkedFilter(
                        caller.tenant(),
                        projects.read(query, caller.tenant()),
                        query.text("sink"),
                        query.text("endpoint"),
                        query.read("reason", ParkedEvent.Reason::of),
                        query.read("type", TypePattern::of));
        return query.pageOf("park_")
                .read(
                        (from, limit) -> Slice.of(parked.older(filter, from, limit)),
                        (from, limit) -> Slice.of(parked.newer(filter, from, limit)),
                        ParkedEvent::id,
                        ParkedView::of);
    }

    @GetMapping("/api/v1/parked/{id}")
    ParkedView get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return ParkedView.of(find(parked, caller, id));
    }

    /** The parked event of a path, or 404. */
    static ParkedEvent find(ParkedEvents parked, Caller caller, String id) {
        return parked.find(caller.tenant(), id)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.of(
                                                404,
                                                "not_found",
                                                "Not found",
                                                "There is no such parked event; one that has"
                                                        + " arrived is parked no more.")));
    }
}
