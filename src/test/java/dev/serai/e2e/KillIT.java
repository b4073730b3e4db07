package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.ops.EmbeddedKafka;
import dev.serai.testing.HubProcess;
import dev.serai.testing.KafkaReader;
import dev.serai.testing.SseReader;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.VerifyingReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 under load. The servers live on in this process. {@code -Dserai.kills=500} makes it
 * longer, {@code -Dserai.seed=} repeats a run.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("serai.kills", 5);
    private static final int KILLS_IN_TURN = Math.max(2, KILLS / 2);
    private static final long SEED = Long.getLong("serai.seed", System.nanoTime());
    private static final Duration CAUGHT_UP = Duration.ofSeconds(90);
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "serai.delivery.retry-schedule",
                    "1s,1s,2s,2s,5s,5s,5s",
                    "serai.relay.renew",
                    "1s",
                    "serai.relay.lease",
                    "3s");

    private final TestDatabase database = TestDatabase.migrated();
    private final VerifyingReceiver receiver = new VerifyingReceiver();
    private final Ledger ledger = new Ledger();
    private final Random random = new Random(SEED);

    @TempDir Path folder;

    @AfterEach
    void close() {
        receiver.close();
        database.close();
    }

    @Test
    void losesAndDoublesNothingWhenAHubIsKilledAgainAndAgain() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT);
                HubProcess hub =
                        HubProcess.on(database.url(), kafka.bootstrapServers(), SETTINGS)) {
            hub.start().awaitReady();
            new Api(hub).endpoint(receiver, "\"**\"");
            try (KafkaReader records = new KafkaReader(kafka.bootstrapServers(), "serai.events");
                    SseReader stream = new SseReader(hub.uri("/api/v1/stream?since=start"))) {
                int unexpected;
                try (Load load = new Load(List.of(hub), ledger, 8)) {
                    for (int kill = 0; kill < KILLS; kill++) {
                        runFor(300 + random.nextInt(1_500));
                        hub.kill();
                        hub.start().awaitReady();
                    }
                    runFor(500);
                    load.close();
                    unexpected = load.unexpected();
                }
                assertKept(records, stream);
                assertThat(unexpected).as("answers that were neither 200 nor 503").isZero();
            }
        }
    }

    @Test
    void losesAndDoublesNothingWhenOneOfTwoHubsIsKilledInTurn() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT);
                HubProcess one = HubProcess.on(database.url(), kafka.bootstrapServers(), SETTINGS);
                HubProcess two =
                        HubProcess.on(database.url(), kafka.bootstrapServers(), SETTINGS)) {
            one.start().awaitReady();
            two.start().awaitReady();
            new Api(one).endpoint(receiver, "\"**\"");
            try (KafkaReader records = new KafkaReader(kafka.bootstrapServers(), "serai.events");
                    SseReader stream = new SseReader(one.uri("/api/v1/stream?since=start"))) {
                try (Load load = new Load(List.of(one, two), ledger, 8)) {
                    for (int kill = 0; kill < KILLS_IN_TURN; kill++) {
                        HubProcess victim = kill % 2 == 0 ? two : one;
                        runFor(1_000 + random.nextInt(1_000));
                        victim.kill();
                        int before = records.count();
                        // The survivor takes over the leases: records go on while the other is
                        // away.
                        await().atMost(CAUGHT_UP).until(() -> records.count() > before + 200);
                        victim.start().awaitReady();
                    }
                    load.close();
                }
                assertKept(records, stream);
            }
        }
    }

    private void assertKept(KafkaReader records, SseReader stream) {
        String about = "seed " + SEED + ", " + ledger.count() + " accepted";
        assertThat(ledger.count()).as(about).isGreaterThan(100);
        await(about + ": Kafka").atMost(CAUGHT_UP).until(() -> ledger.allIn(records));
        await(about + ": stream").atMost(CAUGHT_UP).until(() -> ledger.allIn(stream));
        await(about + ": endpoint").atMost(CAUGHT_UP).until(() -> ledger.allIn(receiver));
        ledger.assertExactlyOnceAndInOrder(records);
        ledger.assertGapless(stream);
        assertThat(stream.resets()).as("resets of the stream").isZero();
        assertThat(receiver.forged()).as("signatures that were not valid").isZero();
    }

    /**
     * Lets the load run for some time that is part of the test's plan, not a wait for something.
     */
    private static void runFor(int millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }
}
