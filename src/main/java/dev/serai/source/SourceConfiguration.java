package dev.serai.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.seal.Seal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the store of sources. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

    @Bean
    PostgresSources postgresSources(JdbcClient jdbc, ObjectMapper json, Seal seal) {
        return new PostgresSources(jdbc, json, seal);
    }
}
