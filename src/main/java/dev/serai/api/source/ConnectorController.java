package dev.serai.api.source;

import dev.serai.api.Apps;
import dev.serai.api.NamedPage;
import dev.serai.api.Page;
import dev.serai.api.Query;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connectors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The connectors that sources can be made of. They are the installation's, not a tenant's. */
@RestController
final class ConnectorController {

    private final Connectors connectors;

    ConnectorController(Connectors connectors) {
        this.connectors = connectors;
    }

    @GetMapping("/api/v1/connector")
    Page<ConnectorView> list(HttpServletRequest request) {
        return NamedPage.of(
                Query.ofList(request).page(),
                connectors.list(),
                Connector::name,
                ConnectorView::of);
    }

    @GetMapping("/api/v1/connector/{name}")
    ConnectorView get(@PathVariable String name, HttpServletRequest request) {
        Query.of(request, Set.of());
        return connectors
                .find(name)
                .map(ConnectorView::of)
                .orElseThrow(() -> Apps.notFound("connector"));
    }
}
