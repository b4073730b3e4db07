package dev.serai.api.arrival;

import dev.serai.api.event.PostgresEvents;
import dev.serai.audit.AuditRecords;
import dev.serai.ingress.AcceptRefused;
import dev.serai.ingress.RefusedRequests;
import dev.serai.ingress.SourcesInUse;
import dev.serai.ingress.UnmappedWebhooks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what the controllers read of requests. */
@Configuration(proxyBeanMethods = false)
final class ArrivalsConfiguration {

    @Bean
    PostgresArrivals postgresArrivals(JdbcClient jdbc) {
        return new PostgresArrivals(jdbc);
    }

    @Bean
    ShowArrival showArrival(
            PostgresArrivals arrivals,
            PostgresEvents events,
            RefusedRequests refused,
            UnmappedWebhooks unmapped,
            AcceptRefused accept,
            AuditRecords audit,
            SourcesInUse sources) {
        return new ShowArrival(arrivals, events, refused, unmapped, accept, audit, sources);
    }
}
