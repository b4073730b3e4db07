package dev.serai.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A plain consumer, as a team would write it: reads a topic from its beginning, committed records
 * only.
 */
public final class KafkaReader implements AutoCloseable {

    /** A record as its reader sees it. */
    public record Read(
            int partition, long offset, String key, Map<String, String> headers, String value) {
        public String id() {
            return headers.get("ce_id");
        }
    }

    private final List<Read> gathered = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    public KafkaReader(String bootstrapServers, String topic) {
        thread = Thread.ofPlatform().name("kafka-reader").start(() -> run(bootstrapServers, topic));
    }

    /** What has been read so far. */
    public List<Read> records() {
        synchronized (gathered) {
            return List.copyOf(gathered);
        }
    }

    public int count() {
        synchronized (gathered) {
            return gathered.size();
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String bootstrapServers, String topic) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "key.deserializer",
                        StringDeserializer.class,
                        "value.deserializer",
                        ByteArrayDeserializer.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            List<TopicPartition> assigned = List.of();
            while (!stopped.get()) {
                List<TopicPartition> partitions =
                        consumer.partitionsFor(topic).stream()
                                .map(p -> new TopicPartition(topic, p.partition()))
                                .toList();
                if (partitions.size() != assigned.size()) {
                    consumer.assign(partitions);
                    consumer.seekToBeginning(partitions);
                    assigned = partitions;
                }
                if (!assigned.isEmpty()) {
                    consumer.poll(Duration.ofMillis(200)).forEach(this::gather);
                }
            }
        }
    }

    private void gather(ConsumerRecord<String, byte[]> consumed) {
        Map<String, String> headers = new HashMap<>();
        consumed.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        synchronized (gathered) {
            gathered.add(
                    new Read(
                            consumed.partition(),
                            consumed.offset(),
                            consumed.key(),
                            headers,
                            new String(consumed.value(), StandardCharsets.UTF_8)));
        }
    }
}
