package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.NamedPage;
import dev.serai.api.Page;
import dev.serai.api.PageQuery;
import dev.serai.api.Query;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.route.connector.Connectors;
import dev.serai.route.deploy.RouteRefused;
import dev.serai.route.source.SourceStatus;
import dev.serai.route.source.Sources;
import dev.serai.source.SourceDefinition;
import dev.serai.source.SourceSecrets;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The sources: where webhooks come in. */
@RestController
final class SourceController {

    private static final String ALL = "/api/v1/source";
    private static final String ONE = ALL + "/{name}";

    private final Sources sources;
    private final SourceFields reader;
    private final RotateSecret rotate;
    private final InstantSource clock;

    SourceController(
            Sources sources, Connectors connectors, Projects projects, InstantSource clock) {
        this.sources = sources;
        this.reader = new SourceFields(projects, connectors);
        this.rotate = new RotateSecret(connectors, clock);
        this.clock = clock;
    }

    @GetMapping(ALL)
    Page<SourceView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        PageQuery page = Query.ofList(request).page();
        return NamedPage.of(
                page, sources.list(caller.tenant()), SourceStatus::name, SourceView::of);
    }

    @GetMapping(ONE)
    SourceView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        Query.of(request, Set.of());
        return SourceView.of(find(caller, name));
    }

    @PutMapping(ONE)
    ResponseEntity<SourceView> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        if (!SourceDefinition.isName(name)) {
            throw Fields.wrong("/name", "is 1 to 64 characters of a-z 0-9 -, and begins with none");
        }
        refuseFile(name);
        Optional<SourceDefinition> there =
                sources.find(caller.tenant(), name).map(SourceStatus::definition);
        SourceSecrets secrets = there.map(SourceDefinition::secrets).orElse(SourceSecrets.NONE);
        SourceFields.Read read = reader.whole(caller, name, body, secrets);
        return there.isPresent()
                ? ResponseEntity.ok(changed(there.get(), read, "changed"))
                : ResponseEntity.status(201).body(made(name, read));
    }

    @PatchMapping(ONE)
    SourceView patch(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        SourceDefinition before = own(caller, name);
        SourceFields.Read old =
                new SourceFields.Read(before.owner(), before.settings(), before.secrets());
        return changed(before, reader.patched(caller, name, body, old), "changed");
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> delete(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
        own(caller, name);
        if (!sources.delete(caller.tenant(), name)) {
            throw Apps.notFound("source");
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping(ONE + "/secret/rotate")
    SourceView rotate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        SourceDefinition before = own(caller, name);
        SourceFields.Read read =
                new SourceFields.Read(
                        before.owner(), before.settings(), rotate.rotated(before, body));
        return changed(before, read, "given another secret");
    }

    private SourceView made(String name, SourceFields.Read read) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return store(
                new SourceDefinition(
                        name,
                        read.owner(),
                        read.settings(),
                        read.secrets(),
                        now,
                        now,
                        SourceDefinition.NEW),
                "made");
    }

    private SourceView changed(SourceDefinition before, SourceFields.Read read, String what) {
        return store(
                new SourceDefinition(
                        before.name(),
                        read.owner(),
                        read.settings(),
                        read.secrets(),
                        before.createdAt(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        before.revision()),
                what);
    }

    private SourceView store(SourceDefinition source, String what) {
        try {
            return sources.change(source, what)
                    .map(SourceView::of)
                    .orElseThrow(
                            () ->
                                    conflict(
                                            source.revision() == SourceDefinition.NEW
                                                    ? "Another source has this name already."
                                                    : "Somebody else changed it in this moment;"
                                                            + " read it again."));
        } catch (RouteRefused e) {
            throw new ProblemException(
                    Problem.of(
                            422,
                            "source_refused",
                            "The source cannot be started",
                            "Nothing was changed: " + e.getMessage()));
        }
    }

    private SourceStatus find(Caller caller, String name) {
        return sources.find(caller.tenant(), name).orElseThrow(() -> Apps.notFound("source"));
    }

    /** One that is the API's to change. */
    private SourceDefinition own(Caller caller, String name) {
        refuseFile(name);
        SourceDefinition definition = find(caller, name).definition();
        if (definition == null) {
            throw Apps.notFound("source");
        }
        return definition;
    }

    private void refuseFile(String name) {
        if (sources.isFile(name)) {
            throw conflict(
                    "This source is the file sources/"
                            + name
                            + ".camel.yaml of the hub's routes: change it there.");
        }
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, "conflict", "Conflict", detail));
    }
}
