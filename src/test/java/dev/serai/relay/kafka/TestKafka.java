package dev.serai.relay.kafka;

import dev.serai.ops.EmbeddedKafka;
import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.cursor.CursorMirror;
import dev.serai.relay.cursor.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A real broker that the tests of a JVM share, and topics of one test's own on it. */
public final class TestKafka {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What takes too long here takes too long soon. */
    private static final Map<String, String> SHORT_TIMES =
            Map.of("delivery.timeout.ms", "3000", "request.timeout.ms", "2000");

    private static EmbeddedKafka broker;

    private final String suffix = "." + NUMBER.incrementAndGet();
    private final KafkaClients clients;
    private final Topics topics;

    /** On the shared broker. */
    public TestKafka() {
        this(broker().bootstrapServers());
    }

    TestKafka(String bootstrapServers) {
        this.clients = new KafkaClients(() -> bootstrapServers, SHORT_TIMES);
        this.topics = new Topics(clients, new KafkaClientProperties(cursorTopic(), 3, Map.of()));
    }

    /** The broker; started when it is first asked for, and as long there as the JVM. */
    public static synchronized EmbeddedKafka broker() {
        if (broker == null) {
            try {
                broker =
                        EmbeddedKafka.start(
                                Files.createTempDirectory("serai-kafka"), EmbeddedKafka.ANY_PORT);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return broker;
    }

    public String topic() {
        return "events" + suffix;
    }

    public String cursorTopic() {
        return "cursor" + suffix;
    }

    /** An entry on its way to this test's topic. */
    Outgoing outgoing(Entry entry) {
        return new Outgoing(entry.position(), entry.event(), topic());
    }

    KafkaClients clients() {
        return clients;
    }

    public KafkaTopics topics() {
        return topics;
    }

    void makeTopics() {
        topics.makeWanted();
    }

    /** Sessions as a hub has them; makes this test's topic. */
    public Sessions sessions(EventLog log, ParkedEvents parked, CursorMirror mirror) {
        topics.want(topic());
        return new KafkaSessions(
                log, parked, mirror, clients, topics, cursorTopic(), System::nanoTime);
    }

    /** Everything committed in a topic, in order within each partition. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> all =
                    IntStream.range(0, consumer.partitionsFor(topic).size())
                            .mapToObj(i -> new TopicPartition(topic, i))
                            .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> end = consumer.endOffsets(all);
            while (all.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
                consumer.poll(Duration.ofMillis(50)).forEach(found::add);
            }
        }
        return found;
    }

    /** The values committed in this test's topic. */
    public List<String> values() {
        return read(topic()).stream()
                .map(row -> new String(row.value(), StandardCharsets.UTF_8))
                .toList();
    }

    public Admin admin() {
        return clients.admin();
    }
}
