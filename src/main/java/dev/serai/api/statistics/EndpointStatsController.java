package dev.serai.api.statistics;

import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Query;
import dev.serai.delivery.standing.CountDeliveries;
import dev.serai.delivery.standing.Counts;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How the messages of an endpoint stand. */
@RestController
final class EndpointStatsController {

    private static final String PATH = "/api/v1/app/{app}/endpoint/{endpoint}/stats";

    private final Apps apps;
    private final Endpoints endpoints;
    private final CountDeliveries counts;
    private final InstantSource clock;

    EndpointStatsController(
            Projects projects, Endpoints endpoints, CountDeliveries counts, InstantSource clock) {
        this.apps = new Apps(projects);
        this.endpoints = endpoints;
        this.counts = counts;
        this.clock = clock;
    }

    /** In numbers of messages; none is ever cancelled. */
    record View(long success, long pending, long sending, long fail, long canceled) {}

    @GetMapping({PATH, PATH + "/"})
    View stats(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            @PathVariable String endpoint,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        Endpoint there = Apps.endpoint(endpoints, owner, endpoint);
        Span span =
                Span.of(
                        Query.of(request, Set.of("since", "until")),
                        "since",
                        "until",
                        clock.instant());
        Counts counted = counts.atEndpoint(there.id(), span.since(), span.until());
        return new View(counted.success(), counted.pending(), counted.sending(), counted.fail(), 0);
    }
}
