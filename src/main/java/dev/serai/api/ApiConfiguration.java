package dev.serai.api;

import dev.serai.audit.AuditRecords;
import dev.serai.delivery.Deliveries;
import dev.serai.ingress.AcceptRefused;
import dev.serai.ingress.RefusedRequests;
import dev.serai.ingress.SourcesInUse;
import dev.serai.ingress.UnmappedWebhooks;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.Relays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what the controllers read from. */
@Configuration(proxyBeanMethods = false)
final class ApiConfiguration {

    @Bean
    PostgresEvents postgresEvents(JdbcClient jdbc) {
        return new PostgresEvents(jdbc);
    }

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

    @Bean
    EventOutcomes eventOutcomes(ParkedEvents parked, Relays relays, Deliveries deliveries) {
        return new EventOutcomes(parked, relays, deliveries::of);
    }
}
