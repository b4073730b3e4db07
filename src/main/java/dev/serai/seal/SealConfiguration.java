package dev.serai.seal;

import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the seal. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealProperties.class)
class SealConfiguration {

    @Bean
    Seal seal(SealProperties properties, RandomGenerator random) {
        return new Seal(properties.masterKey(), properties.otherMasterKeys(), random);
    }

    @Bean
    SealAnew sealAnew(Seal seal, ObjectProvider<Sealed> stores) {
        return new SealAnew(seal, stores.orderedStream().toList());
    }
}
