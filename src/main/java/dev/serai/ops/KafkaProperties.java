package dev.serai.ops;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which Kafka the hub uses.
 *
 * @param bootstrapServers empty for the embedded one, {@code none} for no Kafka at all
 * @param topic where events go unless a route says otherwise; shown at the start
 * @param embedded settings of the embedded one
 */
@ConfigurationProperties("serai.kafka")
record KafkaProperties(
        @DefaultValue("") String bootstrapServers,
        @DefaultValue("serai.events") String topic,
        @DefaultValue Embedded embedded) {

    private static final String NONE = "none";

    /**
     * The embedded broker.
     *
     * @param port on the loopback; 0 for any free one
     */
    record Embedded(@DefaultValue("9092") int port) {

        private static final int PORT_MAX = 65_535;

        Embedded {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("serai.kafka.embedded.port is 0 to 65535");
            }
        }
    }

    /** Whether the hub is to bring its own. */
    boolean isEmbedded() {
        return bootstrapServers.isBlank();
    }

    /** Whether the hub runs without. */
    boolean isNone() {
        return isNone(bootstrapServers);
    }

    static boolean isNone(String bootstrapServers) {
        return bootstrapServers.strip().equalsIgnoreCase(NONE);
    }
}
