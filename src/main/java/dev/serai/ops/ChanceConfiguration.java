package dev.serai.ops;

import dev.serai.event.Ksuid;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires time, chance and new ids: the one place where the hub takes them from the system. */
@Configuration(proxyBeanMethods = false)
class ChanceConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    Ksuid ksuid(InstantSource clock, RandomGenerator random) {
        return new Ksuid(clock, random);
    }
}
