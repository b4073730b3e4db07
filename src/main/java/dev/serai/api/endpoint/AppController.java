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
import dev.serai.tenant.Owner;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

    private static final int NAME_MAX = 256;
    private static final Set<String> FIELDS =
            Set.of("name", "uid", "metadata", "throttleRate", "rateLimit");

    private final PostgresProjects projects;
    private final Apps apps;
    private final InstantSource clock;
    private final Ksuid ksuid;

    AppController(PostgresProjects projects, InstantSource clock, Ksuid ksuid) {
        this.projects = projects;
        this.apps = new Apps(projects);
        this.clock = clock;
        this.ksuid = ksuid;
    }

    @PostMapping({"/api/v1/app", "/api/v1/app/"})
    ResponseEntity<AppView> create(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "get_if_exists", defaultValue = "false") boolean getIfExists,
            @RequestBody JsonNode body) {
        Project made = made(caller, fields(body), null);
        if (getIfExists && made.uid() != null) {
            Optional<Project> there = projects.find(caller.tenant(), made.uid());
            if (there.isPresent()) {
                return ResponseEntity.ok(AppView.of(there.get()));
            }
        }
        return ResponseEntity.status(201).body(store(made));
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
        Fields fields = fields(body);
        Optional<Project> there = projects.find(caller.tenant(), app);
        if (there.isEmpty()) {
            return ResponseEntity.status(201).body(store(made(caller, fields, app)));
        }
        Project before = there.get();
        return ResponseEntity.ok(
                change(
                        new Project(
                                before.owner(),
                                fields.uid("uid"),
                                fields.requiredText("name", NAME_MAX),
                                fields.texts("metadata"),
                                before.createdAt(),
                                now())));
    }

    @PatchMapping({"/api/v1/app/{app}", "/api/v1/app/{app}/"})
    AppView patch(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestBody JsonNode body) {
        Fields fields = fields(body);
        Project before = apps.get(caller, app);
        return change(
                new Project(
                        before.owner(),
                        fields.has("uid") ? fields.uid("uid") : before.uid(),
                        fields.has("name") ? fields.requiredText("name", NAME_MAX) : before.name(),
                        fields.has("metadata") ? fields.texts("metadata") : before.metadata(),
                        before.createdAt(),
                        now()));
    }

    private static Fields fields(JsonNode body) {
        Fields fields = Fields.of(body).known(FIELDS);
        if (fields.throttleRate() != null) {
            throw Fields.wrong(
                    fields.has("throttleRate") ? "/throttleRate" : "/rateLimit",
                    "is not in effect for an app; give it to its endpoints");
        }
        return fields;
    }

    private Project made(Caller caller, Fields fields, @Nullable String uid) {
        String given = fields.uid("uid");
        if (given == null && uid != null && !Fields.isUid(uid)) {
            throw Fields.wrong("/uid", "is 1 to 256 characters of a-z A-Z 0-9 . _ -");
        }
        return new Project(
                new Owner(caller.tenant(), new ProjectId("app_" + ksuid.next())),
                given == null ? uid : given,
                fields.requiredText("name", NAME_MAX),
                fields.texts("metadata"),
                now(),
                now());
    }

    private AppView store(Project project) {
        try {
            projects.create(project);
            return AppView.of(project);
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
