package dev.serai.ops.health;

import dev.serai.route.deploy.RouteStatus;
import dev.serai.route.deploy.Routes;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;

/** The health of each file of routes. One that is broken harms no other, so none ends readiness. */
final class RoutesHealth implements CompositeHealthContributor {

    private final Routes routes;

    RoutesHealth(Routes routes) {
        this.routes = routes;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return routes.status().stream()
                .filter(route -> route.id().equals(name))
                .findFirst()
                .map(RoutesHealth::indicator)
                .orElse(null);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return routes.status().stream()
                .map(route -> NamedContributor.of(route.id(), indicator(route)))
                .iterator();
    }

    private static HealthContributor indicator(RouteStatus route) {
        HealthIndicator indicator =
                () ->
                        route.fault().isEmpty()
                                ? Health.up().build()
                                : Degraded.because(route.fault());
        return indicator;
    }
}
