package dev.serai.eventtype;

import dev.serai.chore.Chore;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the kinds of events. */
@Configuration(proxyBeanMethods = false)
final class EventTypeConfiguration {

    /** How soon a changed retry schedule counts, at every hub. */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    @Bean
    PostgresEventTypes eventTypes(JdbcClient jdbc) {
        return new PostgresEventTypes(jdbc);
    }

    @Bean
    KnownSchedules knownSchedules(PostgresEventTypes types) {
        return new KnownSchedules(types);
    }

    @Bean
    Chore refreshSchedules(KnownSchedules schedules) {
        return new Chore("refreshing retry schedules", REFRESH_INTERVAL, schedules::refresh);
    }
}
