package dev.serai.relay.kafka;

import dev.serai.outbox.EventLog;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.cursor.CursorMirror;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires exactly-once into Kafka, unless the hub runs without. */
@Configuration(proxyBeanMethods = false)
@Conditional(KafkaConfiguration.ThereIsKafka.class)
class KafkaConfiguration {

    /** Not so when {@code serai.kafka.bootstrap-servers} is {@code none}. */
    static final class ThereIsKafka implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            String servers =
                    context.getEnvironment().getProperty("serai.kafka.bootstrap-servers", "");
            return !servers.strip().equalsIgnoreCase("none");
        }
    }

    @Bean
    KafkaClients kafkaClients(KafkaAddress address, KafkaClientProperties properties) {
        return new KafkaClients(address, properties.properties());
    }

    @Bean
    Topics kafkaTopics(KafkaClients clients, KafkaClientProperties properties) {
        return new Topics(clients, properties);
    }

    @Bean
    PartitionCounts partitionCounts(Topics topics, JdbcClient jdbc) {
        return new PartitionCounts(topics, jdbc);
    }

    @Bean
    KafkaSessions kafkaSessions(
            EventLog log,
            ParkedEvents parked,
            CursorMirror mirror,
            KafkaClients clients,
            Topics topics,
            KafkaClientProperties properties) {
        return new KafkaSessions(
                log, parked, mirror, clients, topics, properties.cursorTopic(), System::nanoTime);
    }
}
