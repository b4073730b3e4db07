package dev.serai.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Watches a topic from outside, without reading it while others write. */
final class KafkaTopic {

    static final int PARTITIONS = 6;

    private static final Duration DRAIN_MAX = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final long ANSWER_SECONDS = 30;

    private final String bootstrapServers;

    KafkaTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void make(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Set.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Records committed per second.
     *
     * @param whole from the first commit to the last one
     * @param secondHalf from the first commit past the middle to the last one
     */
    record Rates(double whole, double secondHalf) {}

    /** Waits until a topic has as many records. */
    Rates awaitRates(String topic, long records) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            NavigableMap<Long, Long> seen = new TreeMap<>();
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(LOOK_EVERY)
                    .atMost(DRAIN_MAX)
                    .until(
                            () -> {
                                long end = committed(consumer, topic);
                                long now = System.nanoTime();
                                seen.putIfAbsent(end, now);
                                return end >= records && now - seen.get(end) > QUIET.toNanos();
                            });
            return new Rates(rate(seen, 0, records), rate(seen, records / 2, records));
        }
    }

    private static double rate(NavigableMap<Long, Long> seen, long after, long records) {
        Map.Entry<Long, Long> first = seen.higherEntry(after);
        long nanos = seen.lastEntry().getValue() - first.getValue();
        return (records - first.getKey()) / (nanos / 1e9);
    }

    /** Counts also the marks of transactions, some thousandths. */
    private static long committed(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.endOffsets(partitions(topic)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Reads it whole. */
    void refuseOtherThan(String topic, long records) {
        List<TopicPartition> all = partitions(topic);
        long count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> end = consumer.endOffsets(all);
            long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
            while (all.stream().anyMatch(p -> consumer.position(p) < end.get(p))
                    && System.nanoTime() < deadline) {
                count += consumer.poll(Duration.ofMillis(100)).count();
            }
        }
        if (count != records) {
            throw new IllegalStateException(topic + " holds " + count + " records");
        }
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
