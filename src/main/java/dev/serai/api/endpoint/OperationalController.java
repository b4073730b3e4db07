package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Page;
import dev.serai.tenant.Owner;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The endpoints that are told about the hub itself: those of the project {@code operations}, under
 * the path that clients know.
 */
@RestController
final class OperationalController {

    /** The project's id. */
    static final String APP = "operations";

    private static final String ALL = "/api/v1/operational-webhook/endpoint";
    private static final String ONE = ALL + "/{endpoint}";

    private final EndpointController endpoints;
    private final EndpointHeadersController headers;
    private final RotateController rotation;
    private final PostgresProjects projects;
    private final InstantSource clock;

    OperationalController(
            EndpointController endpoints,
            EndpointHeadersController headers,
            RotateController rotation,
            PostgresProjects projects,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.headers = headers;
        this.rotation = rotation;
        this.projects = projects;
        this.clock = clock;
    }

    @GetMapping({ALL, ALL + "/"})
    Page<EndpointView> list(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return endpoints.list(caller, app(caller), request);
    }

    @PostMapping({ALL, ALL + "/"})
    ResponseEntity<EndpointView> create(
            @AuthenticationPrincipal Caller caller, @RequestBody JsonNode body) {
        return endpoints.create(caller, app(caller), body);
    }

    @GetMapping({ONE, ONE + "/"})
    EndpointView get(@AuthenticationPrincipal Caller caller, @PathVariable String endpoint) {
        return endpoints.get(caller, app(caller), endpoint);
    }

    @PutMapping({ONE, ONE + "/"})
    ResponseEntity<EndpointView> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        return endpoints.put(caller, app(caller), endpoint, body);
    }

    @DeleteMapping({ONE, ONE + "/"})
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller, @PathVariable String endpoint) {
        return endpoints.delete(caller, app(caller), endpoint);
    }

    @GetMapping({ONE + "/headers", ONE + "/headers/"})
    EndpointHeadersController.Shown headers(
            @AuthenticationPrincipal Caller caller, @PathVariable String endpoint) {
        return headers.get(caller, app(caller), endpoint);
    }

    @PutMapping({ONE + "/headers", ONE + "/headers/"})
    ResponseEntity<Void> putHeaders(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        return headers.put(caller, app(caller), endpoint, body);
    }

    @GetMapping({ONE + "/secret", ONE + "/secret/"})
    Map<String, String> secret(
            @AuthenticationPrincipal Caller caller, @PathVariable String endpoint) {
        return endpoints.secret(caller, app(caller), endpoint);
    }

    @PostMapping({ONE + "/secret/rotate", ONE + "/secret/rotate/"})
    ResponseEntity<Void> rotate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        return rotation.rotate(caller, app(caller), endpoint, body);
    }

    /** Made by whoever comes first: this, or the first thing that there is to tell. */
    private String app(Caller caller) {
        if (projects.find(caller.tenant(), APP).isEmpty()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Owner owner = new Owner(caller.tenant(), new ProjectId(APP));
            try {
                projects.create(new Project(owner, APP, "Operations", Map.of(), now, now));
            } catch (DuplicateKeyException e) {
                return APP; // made in this moment
            }
        }
        return APP;
    }
}
