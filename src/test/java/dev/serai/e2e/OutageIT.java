package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.ops.EmbeddedKafka;
import dev.serai.ops.embedded.EmbeddedPostgres;
import dev.serai.testing.HubProcess;
import dev.serai.testing.KafkaReader;
import dev.serai.testing.Razorpay;
import dev.serai.testing.SseReader;
import dev.serai.testing.VerifyingReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers go away and come back under load, while the hub lives on. */
class OutageIT {

    private static final Duration CAUGHT_UP = Duration.ofSeconds(90);

    private final Ledger ledger = new Ledger();

    @TempDir Path folder;

    @Test
    void answers503WithoutTheDatabaseAndCatchesUpAfterBothServersWereAway() throws Exception {
        int kafkaPort = HubProcess.freePort();
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        Files.createDirectories(folder.resolve("postgres")), new SecureRandom());
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort);
        Map<String, String> settings =
                Map.of(
                        "serai.database.username", postgres.username(),
                        "serai.database.password", postgres.password(),
                        "serai.delivery.retry-schedule", "1s,1s,2s,2s,5s,5s,5s");
        try (VerifyingReceiver receiver = new VerifyingReceiver();
                HubProcess hub =
                        HubProcess.on(postgres.url(), kafka.bootstrapServers(), settings)) {
            hub.start().awaitReady();
            Api api = new Api(hub);
            api.endpoint(receiver, "\"**\"");
            try (KafkaReader records = new KafkaReader(kafka.bootstrapServers(), "serai.events");
                    SseReader stream = new SseReader(hub.uri("/api/v1/stream?since=start"));
                    Load load = new Load(List.of(hub), ledger, 4)) {
                await().atMost(CAUGHT_UP).until(() -> records.count() > 50);

                kafka.close();
                int accepted = ledger.count();
                await("webhooks are taken while Kafka is away")
                        .atMost(CAUGHT_UP)
                        .until(() -> ledger.count() > accepted + 200);
                assertThat(hub.isReady()).as("ready without Kafka").isTrue();
                kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort);
                int away = records.count();
                await().atMost(CAUGHT_UP).until(() -> records.count() > away + 100);

                postgres.close();
                await("503 while the database is away")
                        .atMost(CAUGHT_UP)
                        .until(() -> load.unavailable() > 5);
                assertRefusedFor503(api);
                await().atMost(CAUGHT_UP).until(() -> !hub.isReady());
                postgres =
                        EmbeddedPostgres.start(
                                Files.createDirectories(folder.resolve("postgres")),
                                new SecureRandom());
                int back = ledger.count();
                await().atMost(CAUGHT_UP).until(() -> ledger.count() > back + 200);
                load.close();

                await("Kafka").atMost(CAUGHT_UP).until(() -> ledger.allIn(records));
                await("stream").atMost(CAUGHT_UP).until(() -> ledger.allIn(stream));
                await("endpoint").atMost(CAUGHT_UP).until(() -> ledger.allIn(receiver));
                ledger.assertExactlyOnceAndInOrder(records);
                ledger.assertGapless(stream);
                assertThat(load.unexpected()).isZero();
                assertThat(api.json("/api/v1/parked").get("data"))
                        .as("parked by outages")
                        .isEmpty();
            }
        } finally {
            kafka.close();
            postgres.close();
        }
    }

    private static void assertRefusedFor503(Api api) throws Exception {
        var answer = api.webhook("evt_Away", Razorpay.captured("pay_Away", "order_Away"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
    }
}
