package dev.serai.api.arrival;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.Page;
import dev.serai.api.Query;
import dev.serai.api.arrival.Arrival.Outcome;
import dev.serai.ingress.AcceptRefused;
import dev.serai.ingress.RefusedRequest;
import dev.serai.ingress.RefusedRequests;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.route.source.Sources;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Function;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What came in at a source: listed, one with how it was verified, and taken in after all. */
@RestController
final class SourceRequestController {

    private static final int REASON_LENGTH_MAX = 1_000;

    private final Sources sources;
    private final PostgresArrivals arrivals;
    private final ShowArrival show;
    private final RefusedRequests refused;
    private final AcceptRefused accept;

    SourceRequestController(
            Sources sources,
            PostgresArrivals arrivals,
            ShowArrival show,
            RefusedRequests refused,
            AcceptRefused accept) {
        this.sources = sources;
        this.arrivals = arrivals;
        this.show = show;
        this.refused = refused;
        this.accept = accept;
    }

    @GetMapping("/api/v1/source/{name}/request")
    Page<Arrival> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        Query query = Query.ofList(request, "outcome", "after", "before");
        PostgresArrivals.Filter filter =
                new PostgresArrivals.Filter(
                        caller.tenant(),
                        name,
                        query.read("outcome", Outcome::of),
                        query.instant("after"),
                        query.instant("before"));
        Page<Arrival> page =
                query.pageOf("msg_", "dup_", "rej_")
                        .read(
                                (from, limit) -> arrivals.older(filter, from, limit),
                                (from, limit) -> arrivals.newer(filter, from, limit),
                                Arrival::id,
                                Function.identity());
        // What came in at a source outlives it.
        if (page.data().isEmpty() && sources.find(caller.tenant(), name).isEmpty()) {
            throw Apps.notFound("source");
        }
        return page;
    }

    @GetMapping("/api/v1/source/{name}/request/{id}")
    ArrivalView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @PathVariable String id,
            HttpServletRequest request) {
        Query.of(request, Set.of());
        return show.find(caller.tenant(), name, id).orElseThrow(SourceRequestController::notFound);
    }

    /** Takes a refused request in, on the caller's word. */
    @PostMapping("/api/v1/source/{name}/request/{id}/accept")
    AcceptRefused.Accepted accept(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @PathVariable String id,
            @RequestBody JsonNode body) {
        String reason =
                Fields.of(body).known(Set.of("reason")).requiredText("reason", REASON_LENGTH_MAX);
        RefusedRequest request =
                refused.find(caller.tenant(), name, id)
                        .orElseThrow(SourceRequestController::notFound);
        return accept.accept(request, caller.name(), reason);
    }

    private static ProblemException notFound() {
        return new ProblemException(
                Problem.of(
                        404,
                        "not_found",
                        "Not found",
                        "There is no such request at this source, or it is not kept any more."));
    }
}
