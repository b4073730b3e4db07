package dev.serai.route.sink;

import dev.serai.relay.kafka.KafkaTopics;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code kafka-transaction:TOPIC}: exactly once into Kafka. */
final class KafkaTransactionComponent extends DefaultComponent {

    private final KafkaTopics topics;

    KafkaTransactionComponent(KafkaTopics topics) {
        this.topics = topics;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String topic, Map<String, Object> parameters) {
        // Camel may have encoded the braces of an expression.
        String plain = URLDecoder.decode(topic.replace("+", "%2B"), StandardCharsets.UTF_8);
        return new KafkaTransactionEndpoint(uri, this, topics, plain);
    }
}
