package dev.serai.api.source;

import dev.serai.api.Apps;
import dev.serai.api.NamedPage;
import dev.serai.api.Page;
import dev.serai.api.Query;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connectors;
import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The connectors that sources can be made of. They are the installation's, not a tenant's. */
@RestController
final class ConnectorController {

    private final Connectors connectors;
    private final Routes routes;

    ConnectorController(Connectors connectors, Routes routes) {
        this.connectors = connectors;
        this.routes = routes;
    }

    @GetMapping("/api/v1/connector")
    Page<ConnectorView> list(HttpServletRequest request) {
        return NamedPage.of(
                Query.ofList(request).page(), all(), ConnectorView::name, Function.identity());
    }

    @GetMapping("/api/v1/connector/{name}")
    ConnectorView get(@PathVariable String name, HttpServletRequest request) {
        Query.of(request, Set.of());
        return all().stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Apps.notFound("connector"));
    }

    /** Those in use, and those that their files keep from it. */
    private List<ConnectorView> all() {
        Map<String, ConnectorView> all = new TreeMap<>();
        connectors.list().forEach(one -> all.put(one.name(), ConnectorView.of(one)));
        for (RouteStatus route : routes.status()) {
            if (route.kind().equals("connector") && !route.fault().isEmpty()) {
                Connector.ofKamelet(route.id())
                        .ifPresent(
                                name ->
                                        all.merge(
                                                name,
                                                ConnectorView.broken(name, route.fault()),
                                                (one, broken) -> one.withFault(route.fault())));
            }
        }
        return List.copyOf(all.values());
    }
}
