import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A plain consumer: what any team that reads Serai's events would write. */
class KafkaRead {

    public static void main(String[] arguments) {
        String topic = arguments[0];
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers", arguments[1],
                        // Without it, records of transactions that were given up would be seen too.
                        "isolation.level", "read_committed",
                        "key.deserializer", StringDeserializer.class,
                        "value.deserializer", StringDeserializer.class);
        try (var consumer = new KafkaConsumer<String, String>(config)) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(KafkaRead::print);
            }
        }
    }

    private static void print(ConsumerRecord<String, String> record) {
        System.out.printf("%d@%d key=%s%n", record.partition(), record.offset(), record.key());
        record.headers()
                .forEach(h -> System.out.printf("  %s: %s%n", h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        System.out.println("  " + record.value());
    }
}
