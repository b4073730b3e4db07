package dev.serai.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the store of sources. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourceProperties.class)
class SourceConfiguration {

    @Bean
    PostgresSources postgresSources(
            JdbcClient jdbc,
            ObjectMapper json,
            SourceProperties properties,
            RandomGenerator random) {
        return new PostgresSources(jdbc, json, new SealedSecrets(properties.masterKey(), random));
    }
}
