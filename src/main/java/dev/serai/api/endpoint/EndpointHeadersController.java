package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Projects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The headers that an endpoint gets with every attempt. */
@RestController
final class EndpointHeadersController {

    private static final String PATH = "/api/v1/app/{app}/endpoint/{endpoint}/headers";

    private static final Set<String> FIELDS = Set.of("headers");
    private static final String DELETE = "deleteHeaders";
    private static final int HEADERS_MAX = 64;

    /** Shown by name only: their values are secrets. */
    private static final Set<String> SENSITIVE =
            Set.of("authorization", "cookie", "proxy-authorization", "x-api-key", "x-auth-token");

    private final Apps apps;
    private final Endpoints endpoints;

    EndpointHeadersController(Projects projects, Endpoints endpoints) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
    }

    @GetMapping({PATH, PATH + "/"})
    Shown get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        Map<String, String> shown = new TreeMap<>(find(caller, app, endpoint).settings().headers());
        List<String> sensitive =
                shown.keySet().stream()
                        .filter(name -> SENSITIVE.contains(name.toLowerCase(Locale.ROOT)))
                        .toList();
        sensitive.forEach(shown::remove);
        return new Shown(shown, sensitive);
    }

    @PutMapping({PATH, PATH + "/"})
    ResponseEntity<Void> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        Endpoint before = find(caller, app, endpoint);
        return store(before, EndpointFields.headers(Fields.of(body).known(FIELDS)));
    }

    @PatchMapping({PATH, PATH + "/"})
    ResponseEntity<Void> patch(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        Endpoint before = find(caller, app, endpoint);
        Fields fields = Fields.of(body).known(Set.of("headers", DELETE));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(before.settings().headers());
        fields.nulls("headers").forEach(headers::remove);
        fields.list(DELETE, HEADERS_MAX, Function.identity()).forEach(headers::remove);
        headers.putAll(EndpointFields.headers(fields));
        return store(before, headers);
    }

    private Endpoint find(Caller caller, String app, String endpoint) {
        return Apps.endpoint(endpoints, apps.get(caller, app).owner(), endpoint);
    }

    private ResponseEntity<Void> store(Endpoint endpoint, Map<String, String> headers) {
        EndpointSettings settings = endpoint.settings().withHeaders(headers);
        endpoints.update(endpoint, settings).orElseThrow(() -> Apps.notFound("endpoint"));
        return ResponseEntity.noContent().build();
    }

    /** What is shown of them. */
    record Shown(Map<String, String> headers, List<String> sensitive) {}
}
