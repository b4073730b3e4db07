package dev.serai.route.edit;

import dev.serai.route.check.CheckRoute;
import dev.serai.route.check.HideSecrets;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.version.PostgresApplied;
import dev.serai.route.version.PostgresRoutes;
import dev.serai.route.version.StoreEdits;
import dev.serai.route.version.StoreFiles;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what edits routes and follows their edits. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoutesProperties.class)
class EditConfiguration {

    @Bean
    RouteFiles routeFiles(RoutesProperties properties, InstantSource clock) {
        return new RouteFiles(properties, clock);
    }

    @Bean
    FollowRoutes followRoutes(PostgresRoutes store, RoutesInUse inUse) {
        return new FollowRoutes(store, inUse);
    }

    /** A hub with an embedded database is the only one on it. */
    @Bean
    FollowFiles followFiles(
            RouteFiles files,
            RoutesInUse inUse,
            FollowRoutes routes,
            StoreFiles store,
            StoreEdits edits,
            PostgresApplied applied,
            Environment environment) {
        return new FollowFiles(
                files,
                inUse,
                routes,
                store,
                edits,
                "hub " + applied.hub(),
                environment.getProperty("serai.database.url", "").isBlank());
    }

    @Bean
    ReportRoutes reportRoutes(
            PostgresApplied applied, FollowRoutes routes, RoutesInUse inUse, InstantSource clock) {
        return new ReportRoutes(applied, routes, inUse, clock, System::nanoTime);
    }

    @Bean
    EditRoutes editRoutes(
            StoreEdits store,
            FollowRoutes routes,
            RoutesInUse inUse,
            ReportRoutes report,
            CheckRoute check) {
        return new EditRoutes(store, routes, inUse, report, check);
    }

    @Bean
    HideSecrets hideSecrets(CheckRoute check) {
        return new HideSecrets(check);
    }

    @Bean
    ExportRoute exportRoute(RouteFiles files, StoreFiles store) {
        return new ExportRoute(files, store);
    }
}
