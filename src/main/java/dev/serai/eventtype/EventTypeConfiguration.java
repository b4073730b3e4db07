package dev.serai.eventtype;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the kinds of events. */
@Configuration(proxyBeanMethods = false)
final class EventTypeConfiguration {

    @Bean
    EventTypes eventTypes(JdbcClient jdbc) {
        return new PostgresEventTypes(jdbc);
    }
}
