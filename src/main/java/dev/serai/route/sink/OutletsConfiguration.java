package dev.serai.route.sink;

import dev.serai.relay.Relays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires who reads for which sink. */
@Configuration(proxyBeanMethods = false)
class OutletsConfiguration {

    @Bean
    Outlets outlets(ObjectProvider<Relays> relays) {
        return new Outlets(relays::getObject);
    }
}
