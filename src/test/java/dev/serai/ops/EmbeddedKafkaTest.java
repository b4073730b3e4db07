package dev.serai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final String TOPIC = "things";

    @TempDir Path folder;

    @Test
    void keepsWhatItStoredAcrossARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT)) {
            createTopic(kafka);
            send(kafka, "first");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT)) {
            send(kafka, "second");
            assertThat(readAll(kafka)).containsExactly("first", "second");
        }
    }

    @Test
    void recoversAfterItsProcessWasKilled() throws Exception {
        EmbeddedKafkaProcess killed = EmbeddedKafkaProcess.start(folder);
        createTopic(killed.bootstrapServers());
        send(killed.bootstrapServers(), "before the kill");
        killed.kill();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT)) {
            send(kafka, "after it");
            assertThat(readAll(kafka)).containsExactly("before the kill", "after it");
        }
    }

    @Test
    void namesTheSettingWhenItsPortIsTaken(@TempDir Path other) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(other, kafka.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + kafka.port() + " is taken")
                    .hasMessageContaining("serai.kafka.embedded.port");
        }
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        createTopic(kafka.bootstrapServers());
    }

    private static void createTopic(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void send(EmbeddedKafka kafka, String text) throws Exception {
        send(kafka.bootstrapServers(), text);
    }

    private static void send(String servers, String text) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers);
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
            producer.send(new ProducerRecord<>(TOPIC, text.getBytes(StandardCharsets.UTF_8)))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> readAll(EmbeddedKafka kafka) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "auto.offset.reset",
                        "earliest");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        List<String> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(r -> found.add(new String(r.value(), StandardCharsets.UTF_8)));
            }
        }
        return found;
    }
}
