package dev.serai.api.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.NamedPage;
import dev.serai.api.Page;
import dev.serai.api.PageQuery;
import dev.serai.api.Query;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.route.connector.Connectors;
import dev.serai.route.source.SourceStatus;
import dev.serai.route.source.Sources;
import dev.serai.source.SourceDefinition;
import dev.serai.source.SourceSecrets;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
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

    /** Who was there first is replaced by who comes last, if not too many come at once. */
    private static final int ATTEMPTS_MAX = 5;

    private final Sources sources;
    private final ChangeSource change;
    private final SourceFields reader;
    private final RotateSecret rotate;
    private final InstantSource clock;

    SourceController(
            Sources sources,
            Connectors connectors,
            Projects projects,
            AuditRecords audit,
            Ksuid ksuid,
            InstantSource clock) {
        this.sources = sources;
        this.change = new ChangeSource(sources, audit, ksuid, clock);
        this.reader = new SourceFields(projects, connectors);
        this.rotate = new RotateSecret(connectors, clock);
        this.clock = clock;
    }

    @GetMapping(ALL)
    Page<SourceView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        PageQuery page = Query.ofList(request).page();
        return NamedPage.of(page, sources.list(caller.tenant()), SourceStatus::name, this::view);
    }

    @GetMapping(ONE)
    SourceView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        Query.of(request, Set.of());
        return view(find(caller, name));
    }

    @PutMapping(ONE)
    ResponseEntity<SourceView> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        if (!SourceDefinition.isName(name)) {
            throw Fields.wrong(
                    "/name", "has 1 to 64 characters of a-z 0-9 -, the first of them no -");
        }
        refuseFile(name);
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            SourceDefinition there =
                    sources.find(caller.tenant(), name).map(SourceStatus::definition).orElse(null);
            boolean keeps = there != null && there.secrets().isReadable();
            SourceSecrets secrets = keeps ? there.secrets() : SourceSecrets.NONE;
            SourceFields.Read read = reader.whole(caller, name, body, secrets);
            Optional<SourceStatus> done = change.apply(caller, name, there, read, "source.put");
            if (done.isPresent()) {
                return ResponseEntity.status(there == null ? 201 : 200).body(view(done.get()));
            }
        }
        throw conflict("Another source has this name already.");
    }

    @PatchMapping(ONE)
    SourceView patch(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        SourceDefinition before = readable(caller, name);
        SourceFields.Read old =
                new SourceFields.Read(before.owner(), before.settings(), before.secrets());
        return changed(caller, before, reader.patched(caller, name, body, old), "source.patch");
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> delete(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
        own(caller, name);
        if (!change.delete(caller, name)) {
            throw Apps.notFound("source");
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping(ONE + "/secret/rotate")
    SourceView rotate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            @RequestBody JsonNode body) {
        SourceDefinition before = readable(caller, name);
        SourceFields.Read read =
                new SourceFields.Read(
                        before.owner(), before.settings(), rotate.rotated(before, body));
        return changed(caller, before, read, "source.secret.rotate");
    }

    private SourceView view(SourceStatus source) {
        return SourceView.of(source, clock.instant());
    }

    private SourceView changed(
            Caller caller, SourceDefinition before, SourceFields.Read read, String action) {
        return change.apply(caller, before.name(), before, read, action)
                .map(this::view)
                .orElseThrow(
                        () -> conflict("Somebody else changed it in this moment; read it again."));
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

    /** One of whose secrets none is lost when it is written anew. */
    private SourceDefinition readable(Caller caller, String name) {
        SourceDefinition definition = own(caller, name);
        if (!definition.secrets().isReadable()) {
            throw conflict(
                    "The secrets of this source were sealed with another serai.master-key and would"
                            + " be lost: PUT the source with its secret, or give this hub that key.");
        }
        return definition;
    }

    private void refuseFile(String name) {
        if (sources.isFile(name)) {
            throw conflict(
                    "This source is a route: change it by /api/v1/route/"
                            + name
                            + ", or in the file sources/"
                            + name
                            + ".camel.yaml if it has one.");
        }
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, "conflict", "Conflict", detail));
    }
}
