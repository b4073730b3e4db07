package dev.serai.route.sink;

import dev.serai.relay.kafka.KafkaTopics;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Sends the events of a batch to Kafka in the transaction that also holds the sink's place. Only in
 * a route that begins with {@code outbox:NAME?cursor=kafka}.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "kafka-transaction",
        title = "Kafka Transaction",
        syntax = "kafka-transaction:topic",
        producerOnly = true,
        category = Category.MESSAGING)
final class KafkaTransactionEndpoint extends DefaultEndpoint {

    private final KafkaTopics topics;

    /**
     * The topic; or an expression in Camel's simple language over the event's {@code ce_*} headers,
     * such as {@code events.${header.ce_tenant}}.
     */
    @UriPath
    @Metadata(required = true)
    private final String topic;

    KafkaTransactionEndpoint(String uri, Component component, KafkaTopics topics, String topic) {
        super(uri, component);
        this.topics = topics;
        this.topic = topic;
    }

    @Override
    public Producer createProducer() {
        return new KafkaTransactionProducer(this, TopicOf.of(getCamelContext(), topic), topics);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("kafka-transaction: is a step, not a beginning");
    }
}
