package dev.serai.api.event;

import dev.serai.delivery.Deliveries;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.Relays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what the controllers read of events. */
@Configuration(proxyBeanMethods = false)
final class EventsConfiguration {

    @Bean
    PostgresEvents postgresEvents(JdbcClient jdbc) {
        return new PostgresEvents(jdbc);
    }

    @Bean
    EventOutcomes eventOutcomes(ParkedEvents parked, Relays relays, Deliveries deliveries) {
        return new EventOutcomes(parked, relays, deliveries::of);
    }
}
