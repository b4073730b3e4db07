package dev.serai.bench;

import dev.serai.outbox.TestLog;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A backlog from the log into Kafka, exactly once, against a bare producer with acks=all on the
 * same broker.
 */
final class KafkaBench {

    private static final int EVENTS = 100_000;
    private static final int ROUNDS = 3;
    private static final int PARTITIONS = 6;
    private static final byte[] VALUE =
            Razorpay.captured("pay_Bench", "order_Bench").getBytes(StandardCharsets.UTF_8);

    private KafkaBench() {}

    public static void main(String[] arguments) throws Exception {
        Report report = new Report("kafka", "The log into Kafka, from a backlog");
        report.say(
                "%d events of %d bytes, medians of %d rounds in turn:",
                EVENTS, VALUE.length, ROUNDS);
        report.say("");
        double[] bare = new double[ROUNDS];
        double[] hub = new double[ROUNDS];
        try (Servers servers = new Servers()) {
            for (int round = 0; round < ROUNDS; round++) {
                bare[round] = bareProducer(servers, "bare" + round);
                hub[round] = drain(servers, "drain" + round);
                report.say(
                        "- round %d: bare producer %.0f/s, hub %.0f/s",
                        round + 1, bare[round], hub[round]);
            }
        }
        report.say("");
        report.say(
                "The hub against the bare producer: **%.2f** (budget: at least 0.5).",
                Report.median(hub) / Report.median(bare));
        report.write();
        System.exit(0);
    }

    private static double bareProducer(Servers servers, String topic) throws Exception {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        servers.bootstrapServers(),
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "batch.size",
                        131_072,
                        "key.serializer",
                        ByteArraySerializer.class,
                        "value.serializer",
                        ByteArraySerializer.class);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
            makeTopic(servers, topic);
            producer.partitionsFor(topic);
            long begin = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                byte[] key = ("order_" + i % 1000).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, key, VALUE));
            }
            producer.flush();
            return EVENTS / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static void makeTopic(Servers servers, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
        }
    }

    /** Fills a log, then starts a hub on it and counts from the first record to the last one. */
    private static double drain(Servers servers, String name) throws Exception {
        Map<String, String> settings = Map.of("serai.kafka.topic", name);
        try (HubProcess migrates =
                servers.hub(name, Map.of("serai.kafka.bootstrap-servers", "none"))) {
            migrates.start().awaitReady();
        }
        fill(servers, name);
        try (HubProcess hub = servers.hubOn(name, settings);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                Map.of(
                                        "bootstrap.servers",
                                        servers.bootstrapServers(),
                                        "group.id",
                                        name,
                                        "isolation.level",
                                        "read_committed",
                                        "auto.offset.reset",
                                        "earliest",
                                        "metadata.max.age.ms",
                                        500,
                                        "key.deserializer",
                                        ByteArrayDeserializer.class,
                                        "value.deserializer",
                                        ByteArrayDeserializer.class))) {
            consumer.subscribe(Set.of(name));
            hub.start();
            long begin = 0;
            long count = 0;
            long first = 0;
            while (count < EVENTS) {
                int read = consumer.poll(Duration.ofMillis(100)).count();
                if (read > 0 && begin == 0) {
                    begin = System.nanoTime();
                    first = read;
                }
                count += read;
            }
            return (count - first) / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static void fill(Servers servers, String database) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(servers.url(database));
        source.setUser(servers.username());
        source.setPassword(servers.password());
        DataSource pool = source;
        try (TestLog log = TestLog.on(pool)) {
            Semaphore ahead = new Semaphore(2_000);
            CountDownLatch done = new CountDownLatch(EVENTS);
            String data = new String(VALUE, StandardCharsets.UTF_8);
            for (int i = 0; i < EVENTS; i++) {
                ahead.acquire();
                log.appendAsync(
                                TestLog.event(
                                        "razorpay.payment.captured", "order_" + i % 1000, data))
                        .whenComplete(
                                (appended, failure) -> {
                                    ahead.release();
                                    done.countDown();
                                });
            }
            done.await();
        }
    }
}
