package dev.serai.bench;

import dev.serai.event.Event;
import dev.serai.outbox.TestLog;
import dev.serai.relay.kafka.EventHeaders;
import dev.serai.testing.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A backlog from the log into Kafka, exactly once, against a bare producer on the same broker that
 * sends the same records from memory, set like the hub's but without transactions. Both are timed
 * from the middle of the backlog to its end: before it, a JVM is still compiling.
 */
final class KafkaBench {

    private static final int EVENTS = Integer.getInteger("serai.bench.events", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("serai.bench.rounds", 3);
    private static final long SEED = Long.getLong("serai.bench.seed", 1);

    /** The log holds them over and over; far more apart than what is compressed together. */
    private static final int DISTINCT = 50_000;

    private static final int AHEAD_MAX = 2_000;
    private static final long FILL_MINUTES_MAX = 5;
    private static final String FILLED = "filled";

    private final Servers servers;
    private final KafkaTopic topics;
    private final List<Event> events;

    private KafkaBench(Servers servers) {
        this.servers = servers;
        this.topics = new KafkaTopic(servers.bootstrapServers());
        this.events = Stream.generate(new WebhookEvents(SEED)::next).limit(DISTINCT).toList();
    }

    public static void main(String[] arguments) {
        ToTheEnd.run(
                () -> {
                    try (Servers servers = new Servers()) {
                        new KafkaBench(servers).run();
                    }
                });
    }

    private void run() throws Exception {
        Report report = new Report("kafka", "The log into Kafka, from a backlog");
        report.say(
                "%d events of %d bytes on average and their headers, no two alike within %d (seed"
                        + " %d), %d partitions, lz4, acks=all, idempotent, batch.size 65536,"
                        + " linger.ms 1; the hub (-Xmx256m) serves no other sink; %d rounds in"
                        + " turn. The bare producer sends the same records from memory; the hub"
                        + " reads them from PostgreSQL and sends them in transactions. Rates are"
                        + " those of the second half of the backlog; in brackets from the hub's"
                        + " first commit on, just after its start.",
                EVENTS, (int) averageBytes(), DISTINCT, SEED, KafkaTopic.PARTITIONS, ROUNDS);
        report.say("");
        fill();
        double[] bare = new double[ROUNDS];
        double[] hub = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bare[round] = bareProducer("bare" + round);
            KafkaTopic.Rates rates = drain("drain" + round);
            hub[round] = rates.secondHalf();
            report.say(
                    "- round %d: bare producer %.0f/s, hub %.0f/s (%.0f/s)",
                    round + 1, bare[round], hub[round], rates.whole());
        }
        report.say("");
        report.say(
                "The hub against the bare producer, medians: **%.2f** (budget: at least 0.5).",
                Report.median(hub) / Report.median(bare));
        report.write();
    }

    private double averageBytes() {
        return events.stream().mapToInt(event -> event.data().length).average().orElse(0);
    }

    private double bareProducer(String topic) throws Exception {
        topics.make(topic);
        List<ProducerRecord<byte[], byte[]>> records =
                events.stream().map(event -> toRecord(topic, event)).toList();
        AtomicReference<Exception> failed = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            greet(producer, topic);
            long begin = System.nanoTime();
            for (int i = 0; i < EVENTS && failed.get() == null; i++) {
                if (i == EVENTS / 2) {
                    begin = System.nanoTime();
                }
                producer.send(
                        records.get(i % DISTINCT), (metadata, e) -> failed.compareAndSet(null, e));
            }
            producer.flush();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (failed.get() != null) {
                throw failed.get();
            }
            topics.refuseOtherThan(topic, EVENTS + KafkaTopic.PARTITIONS);
            return (EVENTS - EVENTS / 2) / seconds;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        servers.bootstrapServers(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        1,
                        "batch.size",
                        65_536,
                        "compression.type",
                        "lz4",
                        "delivery.timeout.ms",
                        60_000,
                        "max.block.ms",
                        60_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * One record to each partition before there are several on their way: a partition that is just
     * being made may refuse a producer's first batch and take its second one, which leaves the
     * first out of sequence for ever.
     */
    private static void greet(KafkaProducer<byte[], byte[]> producer, String topic)
            throws Exception {
        for (PartitionInfo partition : producer.partitionsFor(topic)) {
            producer.send(new ProducerRecord<>(topic, partition.partition(), null, new byte[1]))
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static ProducerRecord<byte[], byte[]> toRecord(String topic, Event event) {
        List<Header> headers =
                EventHeaders.of(event).entrySet().stream()
                        .<Header>map(
                                header ->
                                        new RecordHeader(header.getKey(), utf8(header.getValue())))
                        .toList();
        byte[] key = utf8(event.partitionKey());
        return new ProducerRecord<>(topic, null, key, event.data(), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Starts a hub on a copy of the filled log, and checks that Kafka has each event once. */
    private KafkaTopic.Rates drain(String name) throws Exception {
        servers.copy(FILLED, name);
        topics.make(name);
        Map<String, String> settings =
                Map.of(
                        "serai.kafka.topic",
                        name,
                        "serai.kafka.cursor-topic",
                        name + ".cursor",
                        "serai.routes-dir",
                        onlyKafka().toString());
        try (HubProcess hub = servers.hubOn(name, settings)) {
            hub.start();
            KafkaTopic.Rates rates = topics.awaitRates(name, EVENTS);
            hub.stop();
            topics.refuseOtherThan(name, EVENTS);
            return rates;
        }
    }

    /** The routes of a hub that has no other sink: one would read the whole log beside it. */
    private static Path onlyKafka() throws IOException {
        Path routes = Files.createTempDirectory("serai-bench-routes");
        Path sinks = Files.createDirectories(routes.resolve("sinks"));
        Files.copy(Path.of("routes/sinks/kafka.camel.yaml"), sinks.resolve("kafka.camel.yaml"));
        return routes;
    }

    private void fill() throws Exception {
        try (HubProcess migrates =
                servers.hub(FILLED, Map.of("serai.kafka.bootstrap-servers", "none"))) {
            migrates.start().awaitReady();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(servers.url(FILLED));
        source.setUser(servers.username());
        source.setPassword(servers.password());
        try (TestLog log = TestLog.on(source)) {
            Semaphore ahead = new Semaphore(AHEAD_MAX);
            CountDownLatch done = new CountDownLatch(EVENTS);
            for (int i = 0; i < EVENTS; i++) {
                ahead.acquire();
                log.appendAsync(events.get(i % DISTINCT))
                        .whenComplete(
                                (appended, failure) -> {
                                    ahead.release();
                                    done.countDown();
                                });
            }
            if (!done.await(FILL_MINUTES_MAX, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the log is not filled in time");
            }
        }
        // As a log is that autovacuum has been at: else it may come in the middle of a round.
        servers.vacuum(FILLED);
    }
}
