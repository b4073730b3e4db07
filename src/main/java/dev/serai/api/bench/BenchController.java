package dev.serai.api.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.Query;
import dev.serai.problem.Problem;
import dev.serai.problem.Problem.FieldError;
import dev.serai.problem.ProblemException;
import dev.serai.route.bench.Bench;
import dev.serai.route.bench.LiveRoutes;
import dev.serai.route.bench.Node;
import dev.serai.route.bench.Trial;
import dev.serai.route.check.CheckRoute;
import dev.serai.route.check.Draft;
import dev.serai.route.check.Draft.Kind;
import dev.serai.route.check.Fault;
import dev.serai.route.edit.RouteHead;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tries a route, as it is or as somebody would have it, and draws it. Nothing leaves. */
@RestController
final class BenchController {

    private static final String YAML = "yaml";

    private final LiveRoutes routes;
    private final CheckRoute check;
    private final Bench bench;
    private final ReadGiven given;

    BenchController(LiveRoutes routes, CheckRoute check, Bench bench, ReadGiven given) {
        this.routes = routes;
        this.check = check;
        this.bench = bench;
        this.given = given;
    }

    @PostMapping("/api/v1/route/{name}/test")
    TrialView test(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        Fields fields = Fields.of(body).known(ReadGiven.FIELDS);
        Draft draft = draft(name, fields.text(YAML, RouteHead.TEXT_BYTES_MAX));
        refuseFaults(draft);
        Map<String, String> parameters = fields.texts("parameters");
        try {
            Trial trial = bench.run(draft, given.read(caller, draft, fields), parameters);
            return TrialView.of(trial);
        } catch (Bench.Busy e) {
            throw new ProblemException(
                    Problem.of(503, "busy", "Busy", e.getMessage() + "."),
                    Map.of("Retry-After", "2"));
        }
    }

    @GetMapping("/api/v1/route/{name}/diagram")
    Node diagram(@PathVariable String name, HttpServletRequest request) {
        Query.of(request, Set.of());
        Draft draft = draft(name, null);
        try {
            return bench.draw(draft);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(
                            422,
                            "route_unreadable",
                            "The route cannot be drawn",
                            String.valueOf(e.getMessage())));
        }
    }

    /** The one in use, or what it would be; a name that is new is what its text says it is. */
    private Draft draft(String name, @Nullable String yaml) {
        Draft live = routes.find(name).orElse(null);
        if (yaml != null) {
            return new Draft(live == null ? kind(yaml) : live.kind(), name, yaml);
        }
        if (live == null) {
            throw Apps.notFound("route");
        }
        return live;
    }

    private static Kind kind(String yaml) {
        try {
            return Kind.valueOf(RouteHead.of(yaml).kind().name());
        } catch (IllegalArgumentException e) {
            // What is wrong is told, with its place, by the check.
            return Kind.SOURCE;
        }
    }

    private void refuseFaults(Draft draft) {
        List<FieldError> faults =
                check.faults(draft).stream()
                        .filter(fault -> !fault.code().equals(Fault.LITERAL_SECRET))
                        .map(fault -> new FieldError("/" + YAML, fault.text()))
                        .toList();
        if (!faults.isEmpty()) {
            Problem problem =
                    Problem.of(
                            422,
                            "route_refused",
                            "The route has faults",
                            "It was not run: " + faults.getFirst().detail() + ".");
            throw new ProblemException(
                    new Problem(
                            problem.type(),
                            problem.title(),
                            problem.status(),
                            problem.code(),
                            problem.detail(),
                            faults));
        }
    }
}
