package dev.serai.api.route;

import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.api.NamedPage;
import dev.serai.api.Page;
import dev.serai.api.Query;
import dev.serai.route.check.HideSecrets;
import dev.serai.route.edit.EditRoutes;
import dev.serai.route.edit.FollowRoutes;
import dev.serai.route.edit.RouteHead;
import dev.serai.route.version.PostgresRoutes;
import dev.serai.route.version.RouteKind;
import dev.serai.route.version.StoredRoute;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The routes: connectors, sources and sinks, as they are live on every hub. */
@RestController
final class RouteController {

    private static final String ALL = "/api/v1/route";
    private static final String ONE = ALL + "/{name}";
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private final PostgresRoutes store;
    private final FollowRoutes routes;
    private final EditRoutes edits;
    private final ShowText show;

    RouteController(PostgresRoutes store, FollowRoutes routes, EditRoutes edits, HideSecrets hide) {
        this.show = new ShowText(hide);
        this.store = store;
        this.routes = routes;
        this.edits = edits;
    }

    @GetMapping(ALL)
    Page<RouteView> list(HttpServletRequest request) {
        Query query = Query.ofList(request, "kind");
        @Nullable RouteKind kind = query.read("kind", RouteKind::of);
        routes.follow();
        List<StoredRoute> all =
                routes.all().stream()
                        .filter(route -> kind == null || route.kind() == kind)
                        .toList();
        return NamedPage.of(query.page(), all, StoredRoute::name, RouteView::inList);
    }

    /** As YAML, it is what a file says. */
    @GetMapping(ONE)
    ResponseEntity<?> get(@PathVariable String name, HttpServletRequest request) {
        Query.of(request, Set.of());
        StoredRoute route =
                store.find(name)
                        .filter(one -> !one.deleted())
                        .orElseThrow(() -> RouteProblems.notFound(store, name));
        if (!wantsYaml(request)) {
            return answer(ResponseEntity.ok(), route, show);
        }
        String text = show.of(name, route.live());
        return ResponseEntity.ok()
                .eTag(tag(route))
                .contentType(YAML)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    @PutMapping(ONE)
    ResponseEntity<RouteView> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody byte[] body,
            HttpServletRequest request) {
        if (!RouteHead.isName(name)) {
            throw Fields.wrong("/name", RouteHead.NAME_RULE);
        }
        EditRequest edit = EditRequest.withText(caller, request, body);
        boolean isNew = store.find(name).filter(route -> !route.deleted()).isEmpty();
        StoredRoute now =
                RouteProblems.told(
                        () -> edits.put(name, Objects.requireNonNull(edit.yaml()), edit.editor()));
        return answer(isNew ? ResponseEntity.status(201) : ResponseEntity.ok(), now, show);
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        EditRequest edit = EditRequest.withoutText(caller, request);
        RouteProblems.told(() -> edits.delete(name, edit.editor()))
                .orElseThrow(() -> RouteProblems.notFound(store, name));
        return ResponseEntity.noContent().build();
    }

    static ResponseEntity<RouteView> answer(
            ResponseEntity.BodyBuilder answer, StoredRoute route, ShowText show) {
        return answer.eTag(tag(route)).body(RouteView.of(route, show));
    }

    private static String tag(StoredRoute route) {
        return "\"" + route.live().number() + "\"";
    }

    private static boolean wantsYaml(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        try {
            return accept != null
                    && MediaType.parseMediaTypes(accept).stream().anyMatch(EditRequest::isYaml);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
