package dev.serai.subscription;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.chore.Chore;
import dev.serai.event.Ksuid;
import dev.serai.seal.Seal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the endpoints. */
@Configuration(proxyBeanMethods = false)
final class SubscriptionConfiguration {

    /** How soon another hub's change of an endpoint is known here when no event asks for it. */
    private static final Duration REFRESH_INTERVAL = Duration.ofMillis(500);

    @Bean
    PostgresEndpoints postgresEndpoints(JdbcClient jdbc, ObjectMapper json, Seal seal) {
        return new PostgresEndpoints(jdbc, new EndpointColumns(json, seal));
    }

    @Bean
    Endpoints endpoints(
            PostgresEndpoints stored, InstantSource clock, RandomGenerator random, Ksuid ksuid) {
        return new Endpoints(stored, clock, random, ksuid);
    }

    @Bean
    Chore refreshEndpoints(Endpoints endpoints) {
        return new Chore("refreshing endpoints", REFRESH_INTERVAL, endpoints::refresh);
    }
}
