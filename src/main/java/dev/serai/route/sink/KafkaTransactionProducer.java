package dev.serai.route.sink;

import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.kafka.KafkaTopics;
import dev.serai.relay.kafka.KafkaTransaction;
import dev.serai.relay.kafka.Outgoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what the message holds of the batch; the relay commits when the route has ended. */
final class KafkaTransactionProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTransactionProducer.class);

    private final TopicOf topic;
    private final KafkaTopics topics;

    KafkaTransactionProducer(Endpoint endpoint, TopicOf topic, KafkaTopics topics) {
        super(endpoint);
        this.topic = topic;
        this.topics = topics;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        topic.constant().ifPresent(topics::want);
    }

    @Override
    public void process(Exchange exchange) {
        Batch batch = exchange.getProperty(OutboxConsumer.BATCH, Batch.class);
        Object session = exchange.getProperty(OutboxConsumer.SESSION);
        if (batch == null || !(session instanceof KafkaTransaction transaction)) {
            throw new IllegalStateException(
                    "kafka-transaction: works only in a route that begins with outbox: and"
                            + " cursor: kafka");
        }
        try {
            transaction.send(batch, outgoing(exchange.getMessage(), batch));
        } catch (Refused e) {
            // No exception, since Kafka is well and no circuit breaker may count it; the
            // transaction remembers it, and the relay parks what was refused.
            LOG.debug("Kafka refuses part of a batch", e);
            exchange.setRouteStop(true);
        }
    }

    private List<Outgoing> outgoing(Message message, Batch batch) {
        Object body = message.getBody();
        // No Iterable: JSON is one too, of its parts, and a text of it has none.
        if (body instanceof Collection<?> entries) {
            List<Outgoing> outgoing = new ArrayList<>();
            entries.forEach(item -> outgoing.add(outgoing(entry(item))));
            return outgoing;
        }
        if (body instanceof Entry entry) {
            return List.of(outgoing(entry));
        }
        Entry entry = single(batch);
        Event event = mapped(entry.event(), message);
        return List.of(new Outgoing(entry.position(), event, topic.topic(event)));
    }

    private Outgoing outgoing(Entry entry) {
        return new Outgoing(entry.position(), entry.event(), topic.topic(entry.event()));
    }

    private static Entry entry(Object item) {
        if (item instanceof Entry entry) {
            return entry;
        }
        throw new IllegalArgumentException(
                "the route left something in the batch that is no entry");
    }

    private static Entry single(Batch batch) {
        if (batch.entries().size() == 1) {
            return batch.entries().getFirst();
        }
        throw new IllegalArgumentException(
                "the route replaced the batch's entries; to map data, leave out batch: true");
    }

    /** The event with the data, type and subject that the route left it with. */
    private static Event mapped(Event event, Message message) {
        byte[] data = message.getBody(byte[].class);
        if (data == null && message.getBody() != null) {
            throw new IllegalArgumentException(
                    "what the route made of the event is no bytes, but a "
                            + message.getBody().getClass().getSimpleName());
        }
        return new Event(
                event.id(),
                event.owner(),
                message.getHeader("ce_type", event.type(), String.class),
                event.source(),
                message.getHeader("ce_subject", event.subject(), String.class),
                event.time(),
                message.getHeader(Exchange.CONTENT_TYPE, event.dataContentType(), String.class),
                data == null ? new byte[0] : data,
                event.partitionKey(),
                event.priority(),
                event.originId(),
                event.traceparent());
    }
}
