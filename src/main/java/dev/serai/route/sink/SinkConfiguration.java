package dev.serai.route.sink;

import dev.serai.relay.Relays;
import dev.serai.relay.kafka.KafkaTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the components that sinks' routes are built of. */
@Configuration(proxyBeanMethods = false)
class SinkConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SinkConfiguration.class);

    @Bean("outbox-component")
    OutboxComponent outboxComponent(Relays relays) {
        return new OutboxComponent(relays);
    }

    /** There even without Kafka, so that its route is understood; the route gets no events then. */
    @Bean("kafka-transaction-component")
    KafkaTransactionComponent kafkaTransactionComponent(ObjectProvider<KafkaTopics> topics) {
        return new KafkaTransactionComponent(
                topics.getIfAvailable(
                        () ->
                                topic ->
                                        LOG.debug(
                                                "Topic {} is not made: there is no Kafka", topic)));
    }
}
