package dev.serai.route.connector;

import dev.serai.route.deploy.Deployment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the catalogue of connectors. */
@Configuration(proxyBeanMethods = false)
class ConnectorsConfiguration {

    @Bean
    Connectors connectors(Deployment deployment) {
        return new Connectors(deployment);
    }
}
