package dev.serai.task.usage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.delivery.standing.CountDeliveries;
import dev.serai.task.Work;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires who counts. */
@Configuration(proxyBeanMethods = false)
final class UsageConfiguration {

    @Bean
    Work usageWork(CountDeliveries counts, ObjectMapper json) {
        return new UsageWork(counts, json);
    }

    @Bean
    Work eventTypesWork(JdbcClient jdbc, ObjectMapper json) {
        return new EventTypesWork(jdbc, json);
    }
}
