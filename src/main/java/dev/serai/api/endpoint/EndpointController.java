package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.api.Order;
import dev.serai.api.Page;
import dev.serai.api.PageQuery;
import dev.serai.api.Query;
import dev.serai.delivery.Deliveries;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.Endpoints;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
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
import org.springframework.web.bind.annotation.RestController;

/** The endpoints of a project. */
@RestController
final class EndpointController {

    private static final String ALL = "/api/v1/app/{app}/endpoint";
    private static final String ONE = ALL + "/{endpoint}";

    private final Apps apps;
    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final EndpointFields reader;

    EndpointController(
            Projects projects, Endpoints endpoints, Deliveries deliveries, AllowedUrls allowed) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.reader = new EndpointFields(allowed);
    }

    @PostMapping({ALL, ALL + "/"})
    ResponseEntity<EndpointView> create(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @RequestBody JsonNode body) {
        Owner owner = apps.get(caller, app).owner();
        return create(owner, EndpointFields.ofNew(body));
    }

    @GetMapping({ALL, ALL + "/"})
    Page<EndpointView> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        Query query = Query.ofList(request, Order.NAME);
        boolean descending = Order.isDescending(query);
        return query.pageOf("ep_")
                .read(
                        (from, limit) ->
                                PageQuery.Slice.of(endpoints.list(owner, from, descending, limit)),
                        (from, limit) ->
                                PageQuery.Slice.of(endpoints.list(owner, from, !descending, limit)),
                        Endpoint::id,
                        EndpointView::of);
    }

    @GetMapping({ONE, ONE + "/"})
    EndpointView get(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        return EndpointView.of(find(caller, app, endpoint));
    }

    @PutMapping({ONE, ONE + "/"})
    ResponseEntity<EndpointView> put(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        Owner owner = apps.get(caller, app).owner();
        endpoints.refresh();
        Optional<Endpoint> before = endpoints.find(owner, endpoint);
        return before.isEmpty()
                ? create(owner, EndpointFields.ofNew(body))
                : ResponseEntity.ok(
                        change(
                                before.get(),
                                reader.whole(
                                        EndpointFields.ofChange(body),
                                        before.get().settings().headers(),
                                        before.get().settings().options())));
    }

    @PatchMapping({ONE, ONE + "/"})
    EndpointView patch(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            @RequestBody JsonNode body) {
        Endpoint before = find(caller, app, endpoint);
        return change(before, reader.changed(EndpointFields.ofChange(body), before.settings()));
    }

    /** What waits for it is parked: its end is told, and nothing vanishes. */
    @DeleteMapping({ONE, ONE + "/"})
    ResponseEntity<Void> delete(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        Endpoint there = find(caller, app, endpoint);
        endpoints.delete(there.owner(), there.id());
        deliveries.endpointEnded(there.id());
        return ResponseEntity.noContent().build();
    }

    @GetMapping({ONE + "/secret", ONE + "/secret/"})
    Map<String, String> secret(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint) {
        return Map.of("key", find(caller, app, endpoint).secrets().key().forReceiver().reveal());
    }

    private Endpoint find(Caller caller, String app, String endpoint) {
        return Apps.endpoint(endpoints, apps.get(caller, app).owner(), endpoint);
    }

    private ResponseEntity<EndpointView> create(Owner owner, Fields fields) {
        EndpointSettings settings = reader.whole(fields, Map.of(), EndpointOptions.DEFAULT);
        try {
            Endpoint made = endpoints.create(owner, settings, reader.secret(fields));
            return ResponseEntity.status(201).body(EndpointView.of(made));
        } catch (DuplicateKeyException e) {
            throw Apps.uidTaken("endpoint");
        }
    }

    private EndpointView change(Endpoint before, EndpointSettings settings) {
        try {
            Endpoint changed =
                    endpoints.update(before, settings).orElseThrow(() -> Apps.notFound("endpoint"));
            if (settings.disabled() && !before.settings().disabled()) {
                deliveries.endpointEnded(before.id());
            }
            return EndpointView.of(changed);
        } catch (DuplicateKeyException e) {
            throw Apps.uidTaken("endpoint");
        }
    }
}
