package dev.serai.api.sink;

import dev.serai.api.Page;
import dev.serai.api.Query;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.relay.Relays;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The places that events go to, and how far each one is. They are the installation's, not a
 * tenant's.
 */
@RestController
final class SinkController {

    private static final Comparator<SinkView> BY_NAME = Comparator.comparing(SinkView::name);

    private final Relays relays;
    private final Routes routes;

    SinkController(Relays relays, Routes routes) {
        this.relays = relays;
        this.routes = routes;
    }

    /** All on one page: a sink is a route, and there are few. */
    @GetMapping("/api/v1/sink")
    Page<SinkView> list(HttpServletRequest request) {
        Query.ofList(request).page();
        return new Page<>(views().sorted(BY_NAME).toList(), null, null, true);
    }

    @GetMapping("/api/v1/sink/{name}")
    SinkView get(@PathVariable String name, HttpServletRequest request) {
        Query.of(request, Set.of());
        return views().filter(sink -> sink.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.of(
                                                404,
                                                "not_found",
                                                "Not found",
                                                "There is no such sink, or it has taken nothing"
                                                        + " yet.")));
    }

    private Stream<SinkView> views() {
        Map<String, SinkView> all = new HashMap<>();
        relays.status().forEach(sink -> all.put(sink.sink().value(), SinkView.of(sink)));
        relays.broadcasts().forEach(sink -> all.put(sink.sink().value(), SinkView.of(sink)));
        for (RouteStatus route : routes.status()) {
            if (route.kind().equals("sink") && !route.fault().isEmpty()) {
                all.merge(
                        route.id(),
                        SinkView.broken(route.id(), route.fault()),
                        (sink, broken) -> sink.withFault(route.fault()));
            }
        }
        return all.values().stream();
    }
}
