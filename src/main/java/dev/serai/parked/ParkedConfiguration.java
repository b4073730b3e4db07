package dev.serai.parked;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the dead-letter queue. */
@Configuration(proxyBeanMethods = false)
final class ParkedConfiguration {

    @Bean
    ParkedEvents parkedEvents(JdbcClient jdbc, InstantSource clock) {
        return new PostgresParkedEvents(jdbc, clock);
    }
}
