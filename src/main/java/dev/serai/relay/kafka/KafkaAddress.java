package dev.serai.relay.kafka;

/** Where Kafka is. */
@FunctionalInterface
public interface KafkaAddress {

    /** Its {@code bootstrap.servers}. May wait for one that this hub brings along to start. */
    String bootstrapServers();
}
