package dev.serai.route.bench;

import dev.serai.event.Ksuid;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.IngressLimits;
import dev.serai.route.check.Draft;
import dev.serai.route.deploy.Deployment;
import dev.serai.route.deploy.RouteFile;
import dev.serai.route.guard.Guard;
import dev.serai.route.sink.OutboxComponent;
import dev.serai.route.version.PostgresRoutes;
import dev.serai.route.version.StoredRoute;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the test bench. */
@Configuration(proxyBeanMethods = false)
class BenchConfiguration {

    @Bean
    Bench bench(
            Guard guard,
            CamelContext camel,
            Deployment deployment,
            OutboxComponent outbox,
            Ingress ingress,
            IngressLimits limits,
            Ksuid ksuid,
            InstantSource clock) {
        return new Bench(
                guard,
                new InUse(deployment),
                outbox,
                ingress,
                new Bench.Settings(
                        name -> camel.resolvePropertyPlaceholders("{{" + name + "}}"),
                        limits.bodyBytesMax()),
                ksuid,
                clock);
    }

    @Bean
    LiveRoutes liveRoutes(PostgresRoutes store) {
        return name ->
                store.find(name)
                        .filter(route -> !route.deleted())
                        .map(StoredRoute::live)
                        .map(
                                live ->
                                        new Draft(
                                                Draft.Kind.valueOf(live.kind().name()),
                                                name,
                                                String.valueOf(live.text())));
    }

    /** Those that the hub's routes use. */
    private record InUse(Deployment deployment) implements KameletTexts {

        @Override
        public Optional<String> find(String name) {
            return deployment.kamelets().files().stream()
                    .filter(file -> file.id().equals(name))
                    .findFirst()
                    .map(RouteFile::text);
        }

        @Override
        public Set<String> parameterNames() {
            return deployment.kamelets().parameterNames();
        }
    }
}
