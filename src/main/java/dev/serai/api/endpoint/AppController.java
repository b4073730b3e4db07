package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.Order;
import dev.serai.api.Page;
import dev.serai.api.PageQuery;
import dev.serai.api.Query;
import dev.serai.event.Ksuid;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Project;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The projects, which the outbound API calls apps. */
@RestController
final class AppController {

    private final PostgresProjects projects;
    private final Apps apps;
    private final MakeApp making;
    private final EndApp ending;

    AppController(PostgresProjects projects, EndApp ending, InstantSource clock, Ksuid ksuid) {
        this.projects = projects;
        this.apps = new Apps(projects);
        this.making = new MakeApp(projects, clock, ksuid);
        this.ending = ending;
    }

    @PostMapping({"/api/v1/app", "/api/v1/app/"})
    ResponseEntity<AppView> create(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "get_if_exists", defaultValue = "false") boolean getIfExists,
            @RequestBody JsonNode body) {
        Project made = making.made(caller, MakeApp.fields(body), null);
        String uid = made.uid();
        if (!getIfExists || uid == null) {
            return ResponseEntity.status(201).body(store(made));
        }
        Optional<Project> there = projects.find(caller.tenant(), uid);
        if (there.isPresent()) {
            return ResponseEntity.ok(AppView.of(there.get()));
        }
        try {
            return ResponseEntity.status(201).body(AppView.of(making.stored(made)));
        } catch (DuplicateKeyException e) {
            // Another request made it in this moment.
            return ResponseEntity.ok(AppView.of(apps.get(caller, uid)));
        }
    }

    @GetMapping({"/api/v1/app", "/api/v1/app/"})
    Page<AppView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        Query query = Query.ofList(request, Order.NAME);
        boolean descending = Order.isDescending(query);
        return query.page()
                .read(
                        (from, limit) ->
                                PageQuery.Slice.of(
                                        projects.list(caller.tenant(), from, descending, limit)),
                        (from, limit) ->
                                PageQuery.Slice.of(
                                        projects.list(caller.tenant(), from, !descending, limit)),
                        project -> project.id().value(),
                        AppView::of);
    }

    @GetMapping({"/api/v1/app/{app}", "/api/v1/app/{app}/"})
    AppView get(@AuthenticationPrincipal Caller caller, @PathVariable String app) {
        return AppView.of(apps.get(caller, app));
    }

    @PutMapping({"/api/v1/app/{app}", "/api/v1/app/{app}/"})
    ResponseEntity<AppView> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestBody JsonNode body) {
        Fields fields = MakeApp.fields(body);
        Optional<Project> there = projects.find(caller.tenant(), app);
        if (there.isEmpty()) {
            return ResponseEntity.status(201).body(store(making.made(caller, fields, app)));
        }
        Project before = there.get();
        return ResponseEntity.ok(
                change(
                        new Project(
                                before.owner(),
                                fields.uid("uid"),
                                fields.requiredText("name", MakeApp.NAME_MAX),
                                fields.texts("metadata"),
                                before.createdAt(),
                                making.now())));
    }

    @PatchMapping({"/api/v1/app/{app}", "/api/v1/app/{app}/"})
    AppView patch(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestBody JsonNode body) {
        Fields fields = MakeApp.fields(body);
        Project before = apps.get(caller, app);
        return change(
                new Project(
                        before.owner(),
                        fields.has("uid") ? fields.uid("uid") : before.uid(),
                        fields.has("name")
                                ? fields.requiredText("name", MakeApp.NAME_MAX)
                                : before.name(),
                        fields.has("metadata") ? fields.texts("metadata") : before.metadata(),
                        before.createdAt(),
                        making.now()));
    }

    /** Its endpoints go with it, and what waits for them is parked; its events stay in the log. */
    @DeleteMapping({"/api/v1/app/{app}", "/api/v1/app/{app}/"})
    ResponseEntity<Void> delete(@AuthenticationPrincipal Caller caller, @PathVariable String app) {
        ending.end(apps.get(caller, app));
        return ResponseEntity.noContent().build();
    }

    private AppView store(Project project) {
        try {
            return AppView.of(making.stored(project));
        } catch (DuplicateKeyException e) {
            throw Apps.uidTaken("app");
        }
    }

    private AppView change(Project project) {
        try {
            if (!projects.update(project)) {
                throw Apps.notFound("app");
            }
            return AppView.of(project);
        } catch (DuplicateKeyException e) {
            throw Apps.uidTaken("app");
        }
    }
}
