package dev.serai.route.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/** The routes of a Camel context, each with those that Kamelets make for it. */
final class CamelRoutes {

    /** Under which name Camel remembers whose child a Kamelet's route is. */
    private static final String PARENT = "parentRouteId";

    /** It has had its time to finish: all edits of the hub wait for its end. */
    private static final Duration END_MAX = Duration.ofSeconds(1);

    private final CamelContext context;

    CamelRoutes(CamelContext context) {
        this.context = context;
    }

    /** Adds a route, or leaves nothing of it behind. */
    void add(String id, ParsedRoute parsed) throws Exception {
        Set<Endpoint> before = Set.copyOf(context.getEndpoints());
        try {
            model().addRouteDefinitions(parsed.routes().getRoutes());
        } catch (Exception | LinkageError | StackOverflowError e) {
            remove(id);
            removeEndpointsExcept(before);
            throw e;
        }
    }

    /** What a route is called: while it replaces one, there are two. */
    String freeId(String id) {
        String free = id;
        for (int i = 2; model().getRouteDefinition(free) != null; i++) {
            free = id + "." + i;
        }
        return free;
    }

    /** The endpoints of a route's steps, and of the steps of the Kamelet that it begins with. */
    Stream<Endpoint> endpoints(String id) {
        return Stream.of(id, ParsedRoute.inner(id))
                .map(context::getRoute)
                .filter(Objects::nonNull)
                .flatMap(route -> route.filter("*").stream())
                .filter(EndpointAware.class::isInstance)
                .map(step -> ((EndpointAware) step).getEndpoint());
    }

    /** An endpoint of a Kamelet that is left would not make the Kamelet's route another time. */
    private void removeEndpointsExcept(Set<Endpoint> kept) throws Exception {
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (!kept.contains(endpoint)) {
                context.removeEndpoint(endpoint);
            }
        }
    }

    /** The route and those that Kamelets made for it; where requests come in goes first. */
    void remove(String id) throws Exception {
        for (RouteDefinition child : new ArrayList<>(model().getRouteDefinitions())) {
            if (child.getTemplateParameters() != null
                    && id.equals(child.getTemplateParameters().get(PARENT))) {
                remove(child);
            }
        }
        RouteDefinition route = model().getRouteDefinition(id);
        if (route != null) {
            remove(route);
        }
    }

    private void remove(RouteDefinition route) throws Exception {
        context.getRouteController()
                .stopRoute(route.getRouteId(), END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        model().removeRouteDefinition(route);
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
