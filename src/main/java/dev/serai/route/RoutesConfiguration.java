package dev.serai.route;

import dev.serai.ingress.InFlight;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.edit.FollowFiles;
import dev.serai.route.edit.FollowRoutes;
import dev.serai.route.edit.ReportRoutes;
import dev.serai.route.source.FollowSources;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Wires the loading of all routes at the start, and the end of their intake. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    @Bean(destroyMethod = "close")
    LoadRoutes loadRoutes(
            FollowFiles files,
            FollowRoutes routes,
            FollowSources sources,
            ReportRoutes report,
            RoutesInUse inUse,
            FrontDoor door) {
        return new LoadRoutes(files, routes, sources, report, inUse, door);
    }

    /** Before anybody is told that the hub is ready. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ApplicationListener<ApplicationReadyEvent> loadRoutesAtStart(LoadRoutes routes) {
        return event -> routes.load();
    }

    @Bean
    StopIntake stopIntake(InFlight inFlight, LoadRoutes routes) {
        return new StopIntake(inFlight, routes);
    }
}
