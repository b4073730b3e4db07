package dev.serai.ops;

import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the servers that the hub brings along. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HubProperties.class, KafkaProperties.class})
class ServersConfiguration {

    @Bean
    EmbeddedServers embeddedServers(
            HubProperties hub,
            DatabaseProperties database,
            KafkaProperties kafka,
            RandomGenerator random) {
        return new EmbeddedServers(hub, database, kafka, random);
    }
}
