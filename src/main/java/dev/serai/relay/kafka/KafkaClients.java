package dev.serai.relay.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Kafka's clients, set as exactly-once needs it. Thread-safe. */
final class KafkaClients {

    /** A transaction that its hub left open is aborted after this time, if nobody took over. */
    static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

    /**
     * The largest record, unless {@code serai.kafka.properties.max.request.size} says otherwise: a
     * webhook of 1 MiB passes with room to spare.
     */
    static final int RECORD_BYTES_MAX = 8 * 1024 * 1024;

    /** How long Kafka may not answer before that is an outage; less than a transaction may last. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final Duration REQUEST_WITHIN = Duration.ofSeconds(5);

    /** A batch is handed over whole, so there is little to wait for. */
    private static final Duration LINGER = Duration.ofMillis(1);

    /**
     * Smaller than any sensible {@code max.message.bytes}: a batch that the broker finds too large
     * is split into batches of this size, without end if that is still too large.
     */
    private static final int BATCH_BYTES = 64 * 1024;

    private final KafkaAddress address;
    private final Map<String, String> properties;

    KafkaClients(KafkaAddress address, Map<String, String> properties) {
        this.address = address;
        this.properties = properties;
    }

    /** A transactional producer that has not initialised its transactions yet. */
    Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("linger.ms", LINGER.toMillis());
        settings.put("batch.size", BATCH_BYTES);
        settings.put("compression.type", "lz4");
        settings.put("max.request.size", RECORD_BYTES_MAX);
        settings.put("request.timeout.ms", (int) REQUEST_WITHIN.toMillis());
        settings.put("delivery.timeout.ms", (int) ANSWER_WITHIN.toMillis());
        settings.put("max.block.ms", ANSWER_WITHIN.toMillis());
        settings.put("transaction.timeout.ms", (int) TRANSACTION_TIMEOUT.toMillis());
        common(settings);
        settings.put("transactional.id", transactionalId);
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer that sees only what was committed; it belongs to no group. */
    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("default.api.timeout.ms", (int) ANSWER_WITHIN.toMillis());
        settings.put("request.timeout.ms", (int) REQUEST_WITHIN.toMillis());
        common(settings);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("default.api.timeout.ms", (int) ANSWER_WITHIN.toMillis());
        settings.put("request.timeout.ms", (int) REQUEST_WITHIN.toMillis());
        common(settings);
        return Admin.create(settings);
    }

    /** What a producer of this hub sends at most, and waits at most. */
    SendRecords.Limits limits() {
        String bytes = properties.get("max.request.size");
        String millis = properties.get("delivery.timeout.ms");
        return new SendRecords.Limits(
                bytes == null ? RECORD_BYTES_MAX : Integer.parseInt(bytes),
                millis == null ? ANSWER_WITHIN : Duration.ofMillis(Long.parseLong(millis)));
    }

    /** What an administrative request answers. */
    static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }

    private void common(Map<String, Object> settings) {
        settings.putAll(properties);
        settings.put("bootstrap.servers", address.bootstrapServers());
    }
}
