package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import dev.serai.testing.KafkaReader;
import dev.serai.testing.Razorpay;
import dev.serai.testing.SseReader;
import dev.serai.testing.VerifyingReceiver;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One hub with everything embedded, as a newcomer starts it. */
class FrontDoorToFarEndIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final HubProcess HUB = HubProcess.embedded(settings());
    private static final VerifyingReceiver RECEIVER = new VerifyingReceiver();
    private static final Api API = new Api(HUB);
    private static KafkaReader kafka;
    private static SseReader stream;

    private static Map<String, String> settings() {
        String port = String.valueOf(HubProcess.freePort());
        return Map.of(
                "serai.kafka.embedded.port",
                port,
                "serai.secrets.kafka-brokers",
                "127.0.0.1:" + port);
    }

    @BeforeAll
    static void start() throws Exception {
        HUB.start().awaitReady();
        API.endpoint(RECEIVER, "\"razorpay.payment.*\"");
        kafka =
                new KafkaReader(
                        "127.0.0.1:" + HUB.setting("serai.kafka.embedded.port"), "serai.events");
        stream =
                new SseReader(HUB.uri("/api/v1/stream?types=razorpay.payment.*&since=start"))
                        .awaitConnected();
    }

    @AfterAll
    static void stop() {
        stream.close();
        kafka.close();
        HUB.close();
        RECEIVER.close();
    }

    @Test
    void takesASignedWebhookToKafkaToTheStreamAndToTheCustomersEndpoint() throws Exception {
        String body = Razorpay.captured("pay_FarEnd", "order_FarEnd");
        String id = API.accepted("evt_FarEnd", body);

        await().atMost(SOON).until(() -> records(id).size() == 1);
        await().atMost(SOON).until(() -> streamed(id).size() == 1);
        await().atMost(SOON).until(() -> delivered(id).size() == 1);

        KafkaReader.Read read = records(id).getFirst();
        assertThat(read.value()).isEqualTo(body);
        assertThat(read.headers())
                .containsEntry("ce_type", "razorpay.payment.captured")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_originid", "evt_FarEnd")
                .containsEntry("ce_subject", "pay_FarEnd")
                .containsEntry("ce_time", "2026-01-02T03:04:07Z")
                .containsEntry("ce_tenant", "default")
                .containsEntry("ce_project", "default");
        assertThat(streamed(id).getFirst().get("data"))
                .isEqualTo(new ObjectMapper().readTree(body));
        assertThat(delivered(id).getFirst().body()).isEqualTo(body);
        assertThat(RECEIVER.forged()).isZero();

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(sinkStates(id))
                                        .containsEntry("kafka", "delivered")
                                        .containsEntry("webhooks", "delivered")
                                        .containsEntry("live", "broadcast"));
        HttpResponse<String> raw = HUB.get("/api/v1/event/" + id + "/raw");
        assertThat(raw.body()).isEqualTo(body);
        JsonNode attempts = API.json("/api/v1/app/default/attempt/msg/" + id);
        assertThat(attempts.get("data")).hasSize(1);
        assertThat(attempts.at("/data/0/responseStatusCode").asInt()).isEqualTo(200);
    }

    @Test
    void makesOneEventOfFiftyConcurrentCopies() throws Exception {
        String body = Razorpay.captured("pay_Copies", "order_Copies");
        List<String> ids = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers =
                    IntStream.range(0, 50)
                            .mapToObj(i -> senders.submit(() -> API.accepted("evt_Copies", body)))
                            .toList();
            for (Future<String> answer : answers) {
                ids.add(answer.get());
            }
        }
        // A marker behind them: when it has arrived everywhere, so has what came before it.
        String marker =
                API.accepted("evt_CopiesMarker", Razorpay.captured("pay_M", "order_Copies"));
        await().atMost(SOON)
                .until(() -> records(marker).size() == 1 && delivered(marker).size() == 1);

        assertThat(ids).hasSize(50).containsOnly(ids.getFirst());
        assertThat(records(ids.getFirst())).hasSize(1);
        await().atMost(SOON).until(() -> !delivered(ids.getFirst()).isEmpty());
        assertThat(delivered(ids.getFirst())).hasSize(1);
    }

    @Test
    void keepsTheOrderOfEachKeyInKafkaWithEightSenders() throws Exception {
        Map<String, List<String>> sent;
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> running =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    sender ->
                                            senders.submit(() -> sendInOrder("order_Key" + sender)))
                            .toList();
            sent = new LinkedHashMap<>();
            for (int sender = 0; sender < 8; sender++) {
                sent.put("order_Key" + sender, running.get(sender).get());
            }
        }
        await().atMost(SOON)
                .until(() -> keyed().values().stream().mapToInt(List::size).sum() >= 320);
        assertThat(keyed()).isEqualTo(sent);
    }

    @Test
    void sendsAProjectsEventsToATopicOfItsOwnByAKamelet() throws Exception {
        String brokers = "127.0.0.1:" + HUB.setting("serai.kafka.embedded.port");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic("billing", 2, (short) 1))).all().get();
        }
        put("kafka-topic-sink", "connectors/kafka-topic-sink.kamelet.yaml");
        put("project-topic", "project-topic.camel.yaml");
        HUB.send("PUT", "/api/v1/app/other", "{\"name\": \"Other\"}");
        String id = "";
        for (String app : List.of("other", "default")) {
            String message = "{\"eventType\": \"billing.paid\", \"payload\": {\"of\": \"%s\"}}";
            HttpResponse<String> sent =
                    HUB.send("POST", "/api/v1/app/" + app + "/msg", message.formatted(app));
            assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
            id = new ObjectMapper().readTree(sent.body()).get("id").asText();
        }
        try (KafkaReader billing = new KafkaReader(brokers, "billing")) {
            await().atMost(SOON).until(() -> !billing.records().isEmpty());
            KafkaReader.Read read = billing.records().getFirst();
            assertThat(read.id()).isEqualTo(id);
            assertThat(read.value()).isEqualTo("{\"of\": \"default\"}");
            assertThat(read.headers()).containsEntry("ce_type", "billing.paid");
            assertThat(read.key()).isEqualTo(read.headers().get("ce_partitionkey"));
        }
    }

    /** A file of the documentation, while the hub runs. */
    private static void put(String route, String file) throws Exception {
        HttpResponse<String> put =
                HUB.send(
                        HttpRequest.newBuilder(HUB.uri("/api/v1/route/" + route))
                                .header("Content-Type", "application/yaml")
                                .PUT(BodyPublishers.ofFile(Path.of("docs/sinks", file))));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
    }

    private static List<String> sendInOrder(String order) {
        return IntStream.range(0, 40)
                .mapToObj(
                        i ->
                                API.accepted(
                                        order + "-" + i,
                                        Razorpay.captured("pay_" + order + i, order)))
                .toList();
    }

    private static Map<String, List<String>> keyed() {
        return kafka.records().stream()
                .filter(read -> read.key().startsWith("order_Key"))
                .collect(
                        Collectors.groupingBy(
                                KafkaReader.Read::key,
                                Collectors.mapping(KafkaReader.Read::id, Collectors.toList())));
    }

    private static List<KafkaReader.Read> records(String id) {
        return kafka.records().stream().filter(read -> id.equals(read.id())).toList();
    }

    private static List<JsonNode> streamed(String id) {
        return stream.events().stream()
                .filter(event -> id.equals(event.get("id").asText()))
                .toList();
    }

    private static List<VerifyingReceiver.Delivery> delivered(String id) {
        return RECEIVER.deliveries().stream().filter(delivery -> id.equals(delivery.id())).toList();
    }

    private static Map<String, String> sinkStates(String id) {
        Map<String, String> states = new TreeMap<>();
        API.json("/api/v1/event/" + id)
                .get("sinks")
                .forEach(sink -> states.put(sink.get("sink").asText(), sink.get("state").asText()));
        return states;
    }
}
