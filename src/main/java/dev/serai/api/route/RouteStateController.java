package dev.serai.api.route;

import dev.serai.access.Caller;
import dev.serai.api.Query;
import dev.serai.relay.Relays;
import dev.serai.relay.status.SinkStatus;
import dev.serai.route.check.HideSecrets;
import dev.serai.route.edit.EditRoutes;
import dev.serai.route.edit.ExportRoute;
import dev.serai.route.edit.FollowFiles;
import dev.serai.route.edit.RouteHead;
import dev.serai.route.version.PostgresApplied;
import dev.serai.route.version.PostgresRoutes;
import dev.serai.route.version.RouteKind;
import dev.serai.route.version.StoredRoute;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a route fares, whether it runs, and its file. */
@RestController
final class RouteStateController {

    private static final Logger LOG = LoggerFactory.getLogger(RouteStateController.class);
    private static final String ONE = "/api/v1/route/{name}";

    private final PostgresRoutes store;
    private final PostgresApplied applied;
    private final EditRoutes edits;
    private final ExportRoute export;
    private final FollowFiles files;
    private final ShowText show;
    private final ObjectProvider<Relays> relays;

    RouteStateController(
            PostgresRoutes store,
            PostgresApplied applied,
            EditRoutes edits,
            ExportRoute export,
            FollowFiles files,
            HideSecrets hide,
            ObjectProvider<Relays> relays) {
        this.show = new ShowText(hide);
        this.store = store;
        this.applied = applied;
        this.edits = edits;
        this.export = export;
        this.files = files;
        this.relays = relays;
    }

    @GetMapping(ONE + "/status")
    RouteStatusView status(@PathVariable String name, HttpServletRequest request) {
        Query.of(request, Set.of());
        StoredRoute route = find(name);
        Optional<SinkStatus> sink = sink(route);
        int older = files.olderVersion(route.kind(), name);
        return new RouteStatusView(
                route.name(),
                route.kind().wire(),
                route.live().number(),
                route.running() ? "running" : "stopped",
                applied.of(name).stream()
                        .map(hub -> RouteStatusView.HubView.of(route, hub))
                        .toList(),
                sink.map(SinkStatus::lag).orElse(null),
                sink.flatMap(SinkStatus::oldestUndelivered).orElse(null),
                older == 0 ? null : older);
    }

    private Optional<SinkStatus> sink(StoredRoute route) {
        Relays all = relays.getIfAvailable();
        if (route.kind() != RouteKind.SINK || all == null) {
            return Optional.empty();
        }
        String sink = RouteHead.of(Objects.requireNonNull(route.live().text())).sink();
        List<SinkStatus> known = all.status();
        return known.stream().filter(one -> one.sink().value().equals(sink)).findFirst();
    }

    @PostMapping(ONE + "/start")
    ResponseEntity<RouteView> start(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        return run(caller, name, true, request);
    }

    /** A source that is stopped answers 503, and a sink keeps its place. */
    @PostMapping(ONE + "/stop")
    ResponseEntity<RouteView> stop(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        return run(caller, name, false, request);
    }

    private ResponseEntity<RouteView> run(
            Caller caller, String name, boolean running, HttpServletRequest request) {
        EditRequest edit = EditRequest.withoutText(caller, request);
        StoredRoute now =
                RouteProblems.told(() -> edits.run(name, running, edit.editor()))
                        .orElseThrow(() -> RouteProblems.notFound(store, name));
        return RouteController.answer(ResponseEntity.ok(), now, show);
    }

    /** Into the folder of the hub that answers. */
    @PostMapping(ONE + "/export")
    Map<String, Object> export(@PathVariable String name, HttpServletRequest request) {
        Query.of(request, Set.of());
        StoredRoute route = find(name);
        if (!export.isPossible()) {
            throw cannotExport("This hub has no folder of routes that it can write to");
        }
        try {
            return Map.of("file", export.write(route), "version", route.live().number());
        } catch (UncheckedIOException e) {
            LOG.warn("Route {} could not be exported: {}", name, e.getMessage());
            throw cannotExport("The file could not be written");
        }
    }

    private static RuntimeException cannotExport(String why) {
        return RouteProblems.problem(
                409,
                "not_exportable",
                "It cannot be exported",
                why + "; GET the route with Accept: application/yaml, and save that.");
    }

    private StoredRoute find(String name) {
        return store.find(name)
                .filter(route -> !route.deleted())
                .orElseThrow(() -> RouteProblems.notFound(store, name));
    }
}
