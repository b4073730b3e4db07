package dev.serai.api.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.api.Page;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.Query;
import dev.serai.route.check.HideSecrets;
import dev.serai.route.edit.EditRoutes;
import dev.serai.route.version.PostgresRoutes;
import dev.serai.route.version.RouteVersion;
import dev.serai.route.version.StoredRoute;
import dev.serai.route.version.TextDiff;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a route ever was, what differs, and how to go back. */
@RestController
final class VersionController {

    private static final String ONE = "/api/v1/route/{name}";

    private final PostgresRoutes store;
    private final EditRoutes edits;
    private final ShowText show;

    VersionController(PostgresRoutes store, EditRoutes edits, HideSecrets hide) {
        this.show = new ShowText(hide);
        this.store = store;
        this.edits = edits;
    }

    @GetMapping(ONE + "/version")
    Page<VersionView> list(@PathVariable String name, HttpServletRequest request) {
        Query query = Query.ofList(request);
        find(name);
        return query.page()
                .read(
                        (from, limit) ->
                                Slice.of(
                                        store.older(
                                                name, from == null ? null : iterator(from), limit)),
                        (from, limit) -> Slice.of(store.newer(name, iterator(from), limit)),
                        version -> String.valueOf(version.number()),
                        VersionView::inList);
    }

    @GetMapping(ONE + "/version/{version}")
    VersionView get(
            @PathVariable String name, @PathVariable int version, HttpServletRequest request) {
        Query.of(request, Set.of());
        return VersionView.of(name, version(name, version), show);
    }

    /**
     * What differs between two versions.
     *
     * @param diff as diff -u tells it
     */
    record DiffView(int from, int to, String diff, List<TextDiff.Hunk> hunks) {}

    /** By default what the live version has changed. */
    @GetMapping(ONE + "/diff")
    DiffView diff(@PathVariable String name, HttpServletRequest request) {
        Query query = Query.of(request, Set.of("from", "to"));
        int live = find(name).live().number();
        @Nullable Integer to = query.read("to", VersionController::number);
        @Nullable Integer from = query.read("from", VersionController::number);
        RouteVersion newer = version(name, to == null ? live : to);
        int before = from == null ? Math.max(1, newer.number() - 1) : from;
        RouteVersion older = version(name, before);
        TextDiff diff = TextDiff.of(show.of(name, older), show.of(name, newer));
        return new DiffView(
                older.number(),
                newer.number(),
                diff.unified(label(name, older), label(name, newer)),
                diff.hunks());
    }

    @PostMapping(ONE + "/rollback")
    ResponseEntity<RouteView> rollBack(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body,
            HttpServletRequest request) {
        Fields fields = Fields.of(body).known(Set.of("version", "comment"));
        EditRequest edit = EditRequest.withFields(caller, request, fields);
        JsonNode number = body.path("version");
        if (!number.canConvertToInt() || !number.isIntegralNumber()) {
            throw Fields.wrong("/version", "is the number of a version to go back to");
        }
        RouteVersion to = version(name, number.intValue());
        StoredRoute now = RouteProblems.told(() -> edits.rollBack(name, to, edit.editor()));
        return RouteController.answer(ResponseEntity.ok(), now, show);
    }

    private StoredRoute find(String name) {
        return store.find(name).orElseThrow(() -> RouteProblems.notFound(store, name));
    }

    private RouteVersion version(String name, int number) {
        return store.version(name, number).orElseThrow(() -> RouteProblems.noVersion(number));
    }

    private static String label(String name, RouteVersion version) {
        return name + " " + version.number();
    }

    private static int iterator(String from) {
        try {
            return number(from);
        } catch (IllegalArgumentException e) {
            throw Query.wrong("iterator", "is not one that a page gave");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is the number of a version", e);
        }
    }
}
