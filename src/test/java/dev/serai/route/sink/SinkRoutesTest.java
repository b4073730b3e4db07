package dev.serai.route.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.outbox.TestLog;
import dev.serai.relay.TestHub;
import dev.serai.relay.kafka.TestKafka;
import dev.serai.relay.sink.RelayState;
import dev.serai.route.fault.Failures;
import dev.serai.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sinks' routes as users write them, on a real log and a real Kafka. */
class SinkRoutesTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TestLog log = TestLog.on(database.dataSource());
    private final TestKafka kafka = new TestKafka();
    private final TestHub hub =
            TestHub.on(database.dataSource(), log.log(), "hub-a", kafka::sessions);
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.addComponent(
                "outbox",
                new OutboxComponent(
                        new Outlets(hub::relays),
                        new Failures(text -> text, InstantSource.system())));
        camel.addComponent("kafka-transaction", new KafkaTransactionComponent(kafka.topics()));
        camel.getPropertiesComponent().addInitialProperty("serai.kafka.topic", kafka.topic());
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        hub.close();
        log.close();
        database.close();
    }

    @Test
    void deliverEverythingToKafkaByTheRouteThatIsShipped() throws Exception {
        load(Files.readString(Path.of("routes/sinks/kafka.camel.yaml")));
        append(0, 30);
        awaitDelivered("kafka");
        assertThat(kafka.values()).containsExactlyElementsOf(numbers(0, 30));
    }

    @Test
    void parkWhatIsTooLargeForKafkaWithoutOpeningTheBreaker() throws Exception {
        load(Files.readString(Path.of("routes/sinks/kafka.camel.yaml")));
        String large = "x".repeat(9 * 1024 * 1024);
        for (int i = 0; i < 6; i++) {
            log.append(TestLog.event("test.made", "key", large));
        }
        append(6, 8);
        awaitDelivered("kafka");
        assertThat(kafka.values()).containsExactly("6", "7");
        assertThat(jdbc.queryForObject("select count(*) from serai.parked", Integer.class))
                .isEqualTo(6);
    }

    /** With the option missing, Camel calls an open breaker a success. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "throwExceptionWhenHalfOpenOrOpenState: true",
                "throwExceptionWhenHalfOpenOrOpenState: false",
                "ignoreException: [java.lang.IllegalStateException]"
            })
    void loseNothingToACircuitBreaker(String option) throws Exception {
        AtomicInteger failures = new AtomicInteger(5);
        bind("flaky", exchange -> failWhilePositive(failures));
        load(
                """
                - route:
                    id: kafka
                    from:
                      uri: outbox:kafka
                      parameters: {cursor: kafka, batch: true}
                      steps:
                        - circuitBreaker:
                            id: breaker
                            resilience4jConfiguration:
                              slidingWindowSize: 4
                              minimumNumberOfCalls: 2
                              waitDurationInOpenState: 1
                              permittedNumberOfCallsInHalfOpenState: 1
                              OPTION
                            steps:
                              - process: {ref: flaky}
                              - to: kafka-transaction:{{serai.kafka.topic}}
                """
                        .replace("OPTION", option));
        append(0, 20);
        await().until(() -> failures.get() <= 0);
        awaitDelivered("kafka");
        assertThat(kafka.values()).containsExactlyElementsOf(numbers(0, 20));
    }

    @Test
    void handOverEventsOneByOneToBeMapped() throws Exception {
        load(
                """
                - route:
                    id: mapped
                    from:
                      uri: outbox:mapped
                      parameters: {cursor: kafka}
                      steps:
                        - setBody: {simple: "${header.ce_type}=${body}"}
                        - setHeader: {name: Content-Type, constant: text/plain}
                        - to: kafka-transaction:{{serai.kafka.topic}}
                """);
        append(0, 3);
        awaitDelivered("mapped");
        assertThat(kafka.values()).containsExactly("test.made=0", "test.made=1", "test.made=2");
        ConsumerRecord<byte[], byte[]> row = kafka.read(kafka.topic()).getFirst();
        assertThat(row.headers().lastHeader("content-type").value())
                .isEqualTo("text/plain".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".n            | 7",
                ".name         | till",
                "{total: .n}   | '{\"total\":7}'",
                "[.n, .name]   | '[7,\"till\"]'"
            })
    void sendWhatJqMakesOfAnEvent(String program, String sent) throws Exception {
        load(
                """
                - route:
                    id: mapped
                    from:
                      uri: outbox:mapped
                      parameters: {cursor: kafka}
                      steps:
                        - setBody: {jq: "%s"}
                        - to: kafka-transaction:{{serai.kafka.topic}}
                """
                        .formatted(program));
        log.append(TestLog.event("test.made", "key", "{\"n\":7,\"name\":\"till\"}"));
        awaitDelivered("mapped");
        assertThat(kafka.values()).containsExactly(sent);
    }

    @Test
    void chooseTheTopicByAnExpression() throws Exception {
        kafka.topics().want(kafka.topic() + ".test.made");
        kafka.topics().want(kafka.topic() + ".test.lost");
        load(
                """
                - route:
                    id: kafka
                    from:
                      uri: outbox:kafka
                      parameters: {cursor: kafka, batch: true}
                      steps:
                        - to: kafka-transaction:{{serai.kafka.topic}}.${header.ce_type}
                """);
        log.append(TestLog.event("test.made", "key", "1"));
        log.append(TestLog.event("test.lost", "key", "2"));
        awaitDelivered("kafka");
        assertThat(kafka.read(kafka.topic() + ".test.made")).hasSize(1);
        assertThat(kafka.read(kafka.topic() + ".test.lost")).hasSize(1);
    }

    @Test
    void keepTheirPlaceWhereTheySplitABatchAndLeaveEventsOut() throws Exception {
        load(
                """
                - route:
                    id: kafka
                    from:
                      uri: outbox:kafka
                      parameters: {cursor: kafka, batch: true, batchSize: 4}
                      steps:
                        - split:
                            simple: ${body}
                            steps:
                              - filter:
                                  simple: ${body.event.type} == 'test.wanted'
                                  steps:
                                    - to: kafka-transaction:{{serai.kafka.topic}}
                """);
        append(0, 5);
        log.append(TestLog.event("test.wanted", "key", "here"));
        append(6, 9);
        awaitDelivered("kafka");
        assertThat(kafka.values()).containsExactly("here");
    }

    @Test
    void beginWithoutKafkaAndDoNothing() throws Exception {
        try (TestHub without = TestHub.on(database.dataSource(), log.log(), "hub-b");
                CamelContext alone = new DefaultCamelContext()) {
            alone.addComponent(
                    "outbox",
                    new OutboxComponent(
                            new Outlets(without::relays),
                            new Failures(text -> text, InstantSource.system())));
            alone.addComponent("kafka-transaction", new KafkaTransactionComponent(topic -> {}));
            alone.getPropertiesComponent().addInitialProperty("serai.kafka.topic", "none");
            alone.start();
            load(alone, Files.readString(Path.of("routes/sinks/kafka.camel.yaml")));
            assertThat(alone.getRouteController().getRouteStatus("kafka").isStarted()).isTrue();
            assertThat(without.relays().status()).isEmpty();
        }
    }

    @Test
    void hearOfWhatTheyCannotTakeAtOnce() throws Exception {
        load(
                """
                - route:
                    id: broken
                    errorHandler: {noErrorHandler: {}}
                    from:
                      uri: outbox:broken
                      steps:
                        - to: kafka-transaction:{{serai.kafka.topic}}
                """);
        append(0, 1);
        await().until(() -> state("broken", RelayState.BACKING_OFF));
        assertThat(hub.relays().status().getFirst().shards().stream().map(shard -> shard.detail()))
                .anyMatch(detail -> detail != null && detail.contains("cursor: kafka"));
    }

    @Test
    void goOnAfterTheyWereStoppedAndStarted() throws Exception {
        load(Files.readString(Path.of("routes/sinks/kafka.camel.yaml")));
        append(0, 5);
        awaitDelivered("kafka");
        camel.getRouteController().stopRoute("kafka");
        append(5, 10);
        camel.getRouteController().startRoute("kafka");
        awaitDelivered("kafka");
        camel.getRouteController().suspendRoute("kafka");
        append(10, 15);
        camel.getRouteController().resumeRoute("kafka");
        awaitDelivered("kafka");
        assertThat(kafka.values()).containsExactlyElementsOf(numbers(0, 15));
    }

    private static void failWhilePositive(AtomicInteger failures) {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("not now");
        }
    }

    private void bind(String name, Processor processor) {
        camel.getRegistry().bind(name, Processor.class, processor);
    }

    private void load(String yaml) throws Exception {
        load(camel, yaml);
    }

    private static void load(CamelContext camel, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("file:sink.camel.yaml", yaml));
    }

    private void append(int from, int to) {
        numbers(from, to).forEach(n -> log.append(TestLog.event("test.made", "key", n)));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private boolean state(String sink, RelayState state) {
        return hub.relays().status().stream()
                .filter(status -> status.sink().value().equals(sink))
                .flatMap(status -> status.shards().stream())
                .anyMatch(shard -> shard.state() == state);
    }

    private void awaitDelivered(String sink) {
        await().atMost(Duration.ofSeconds(40))
                .until(
                        () ->
                                hub.relays().status().stream()
                                        .filter(s -> s.sink().value().equals(sink))
                                        .anyMatch(s -> s.shards().size() == 16 && s.lag() == 0));
    }
}
