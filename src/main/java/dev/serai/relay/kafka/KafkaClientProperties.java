package dev.serai.relay.kafka;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub talks to Kafka.
 *
 * @param cursorTopic the compacted topic that holds the sinks' places; hubs of different databases
 *     that share a Kafka need different ones
 * @param partitions how many partitions the events' topic gets when the hub makes it
 * @param properties further settings of Kafka's clients, for example {@code security.protocol} and
 *     {@code sasl.jaas.config}
 */
@ConfigurationProperties("serai.kafka")
record KafkaClientProperties(
        @DefaultValue("serai.cursor") String cursorTopic,
        @DefaultValue("6") int partitions,
        @DefaultValue Map<String, String> properties) {

    KafkaClientProperties {
        properties = Map.copyOf(properties);
        if (partitions < 1) {
            throw new IllegalArgumentException("serai.kafka.partitions is at least 1");
        }
    }

    /** Without the values of the properties, which may be secret. */
    @Override
    public String toString() {
        return "KafkaClientProperties[cursorTopic="
                + cursorTopic
                + ", partitions="
                + partitions
                + ", properties="
                + properties.keySet()
                + "]";
    }
}
