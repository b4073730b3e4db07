package dev.serai.route;

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
