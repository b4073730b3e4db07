package dev.serai.route.sink;

import dev.serai.delivery.Deliveries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the component {@code deliver:}. */
@Configuration(proxyBeanMethods = false)
class DeliverConfiguration {

    @Bean("deliver-component")
    DeliverComponent deliverComponent(Deliveries deliveries) {
        return new DeliverComponent(deliveries);
    }
}
