package dev.serai.tenant;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the store of projects. */
@Configuration(proxyBeanMethods = false)
class TenantConfiguration {

    @Bean
    PostgresProjects projects(JdbcClient jdbc, ObjectMapper json) {
        return new PostgresProjects(jdbc, json);
    }
}
