package dev.serai.api.endpoint;

import dev.serai.delivery.Deliveries;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.PostgresProjects;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what the controllers of apps and endpoints do. */
@Configuration(proxyBeanMethods = false)
final class EndpointsConfiguration {

    @Bean
    EndApp endApp(
            PostgresProjects projects,
            Endpoints endpoints,
            Deliveries deliveries,
            JdbcClient jdbc,
            InstantSource clock) {
        return new EndApp(projects, endpoints, deliveries, jdbc, clock);
    }
}
