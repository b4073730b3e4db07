package dev.serai.ops;

import dev.serai.ops.settings.CheckSettings;
import dev.serai.outbox.LogLanes;
import dev.serai.relay.kafka.KafkaAddress;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Wires the check of the configuration and the servers that the hub brings along. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HubProperties.class, KafkaProperties.class})
class ServersConfiguration {

    /** Static, since it works before there are beans. */
    @Bean
    static CheckSettings checkSettings(ConfigurableEnvironment environment) {
        return new CheckSettings(environment);
    }

    /** Starts the servers while the other beans are still being made. */
    @Bean
    static BeanFactoryPostProcessor startServersEarly() {
        return beans -> beans.getBean(EmbeddedServers.class);
    }

    @Bean
    EmbeddedServers embeddedServers(
            HubProperties hub,
            DatabaseProperties database,
            KafkaProperties kafka,
            LogLanes lanes,
            RandomGenerator random) {
        database.checkLanes(lanes.count());
        return new EmbeddedServers(hub, database, kafka, random);
    }

    /** Absent when the hub runs without Kafka. */
    @Bean
    @Conditional(KafkaIsWanted.class)
    KafkaAddress kafkaAddress(KafkaProperties kafka, EmbeddedServers servers) {
        return kafka.isEmbedded()
                ? () -> servers.kafka().bootstrapServers()
                : kafka::bootstrapServers;
    }
}
