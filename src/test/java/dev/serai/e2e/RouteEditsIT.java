package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.ops.EmbeddedKafka;
import dev.serai.testing.HubProcess;
import dev.serai.testing.KafkaReader;
import dev.serai.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Routes are edited at both of two hubs while webhooks come in. {@code -Dserai.edits=200} makes it
 * longer, {@code -Dserai.rate=1000} sends more webhooks a second, {@code -Dserai.seed=} repeats a
 * run. {@code bench/run routes} does so with hubs as in production.
 */
class RouteEditsIT {

    private static final int EDITS = Integer.getInteger("serai.edits", 40);
    private static final int RATE = Integer.getInteger("serai.rate", 400);
    private static final int KILLS = Integer.getInteger("serai.kills", 2);
    private static final long SEED = Long.getLong("serai.seed", System.nanoTime());
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS =
            Map.of("serai.relay.renew", "1s", "serai.relay.lease", "3s");

    @TempDir private static Path folder;
    private static TestDatabase database;
    private static EmbeddedKafka kafka;
    private static HubProcess one;
    private static HubProcess two;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.migrated();
        kafka = EmbeddedKafka.start(folder, EmbeddedKafka.ANY_PORT);
        one = HubProcess.on(database.url(), kafka.bootstrapServers(), SETTINGS).start();
        two = HubProcess.on(database.url(), kafka.bootstrapServers(), SETTINGS).start();
        one.awaitReady();
        two.awaitReady();
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        kafka.close();
        database.close();
    }

    @Test
    void refusesLosesAndDoublesNothingWhileRoutesAreEditedAtBothHubs() throws Exception {
        Ledger ledger = new Ledger();
        RouteEditor editor = new RouteEditor(List.of(one, two), random);
        editor.learn();
        try (KafkaReader records = new KafkaReader(kafka.bootstrapServers(), "serai.events")) {
            long begun = System.nanoTime();
            long slowest = 0;
            try (Load load = new Load(List.of(one, two), ledger, 16, RATE)) {
                for (int i = 0; i < EDITS; i++) {
                    editor.edit(i);
                    if (i % 10 == 9) {
                        slowest = Math.max(slowest, converged(editor));
                    }
                }
                load.close();
                assertThat(load.unavailable()).as("webhooks answered 503").isZero();
                assertThat(load.unexpected()).as("webhooks refused").isZero();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "%d edits (%s) in %.1f s beside %.0f webhooks/s; both hubs had each within %d"
                            + " ms; seed %d%n",
                    EDITS,
                    editor.done(),
                    seconds,
                    ledger.count() / seconds,
                    TimeUnit.NANOSECONDS.toMillis(slowest),
                    SEED);
            await("seed " + SEED).atMost(SOON).until(() -> ledger.allIn(records));
            ledger.assertExactlyOnceAndInOrder(records);
        }
    }

    /** How long it took from the answer until both hubs had in use what is live. */
    private static long converged(RouteEditor editor) {
        long begun = System.nanoTime();
        for (String route : RouteEditor.ROUTES) {
            await(route + ", seed " + SEED)
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> editor.isLiveOnBoth(route));
        }
        return System.nanoTime() - begun;
    }

    @Test
    void hasOneConsistentVersionAfterAHubWasKilledWhileItAppliedOne() throws Exception {
        RouteEditor editor = new RouteEditor(List.of(one, two), random);
        editor.learn();
        for (int i = 0; i < KILLS; i++) {
            int delay = random.nextInt(120);
            String text = editor.source("razorpay", "kill " + SEED + " " + i);
            CompletableFuture<Void> edit =
                    CompletableFuture.runAsync(() -> editor.tryPut(two, "razorpay", text));
            new CountDownLatch(1).await(delay, TimeUnit.MILLISECONDS);
            two.kill();
            edit.join();
            two.start().awaitReady();
            JsonNode live = new Api(one).json("/api/v1/route/razorpay");
            assertThat(new Api(two).json("/api/v1/route/razorpay").get("version"))
                    .isEqualTo(live.get("version"));
            assertThat(live.get("yaml").asText()).isIn(text, editor.text("razorpay"));
            editor.learn();
            await().atMost(SOON).until(() -> editor.isLiveOnBoth("razorpay"));
            for (HubProcess hub : List.of(one, two)) {
                new Api(hub)
                        .accepted(
                                "evt_kill" + SEED + i + hub.pid(),
                                "{\"event\":\"kill.survived\",\"n\":\"" + i + hub.pid() + "\"}");
            }
        }
    }
}
