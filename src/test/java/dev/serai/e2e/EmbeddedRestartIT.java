package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testing.HubProcess;
import dev.serai.testing.KafkaReader;
import dev.serai.testing.Razorpay;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A hub with everything embedded, killed with its broker in it, while its database lives on as an
 * orphan.
 */
class EmbeddedRestartIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void takesOverWhatAKilledHubLeftAndKeepsItsData() throws Exception {
        try (HubProcess hub = HubProcess.embedded(Map.of())) {
            Set<String> ids = new HashSet<>();
            Api api = new Api(hub);
            for (int round = 0; round < 3; round++) {
                hub.start().awaitReady();
                for (int i = 0; i < 20; i++) {
                    ids.add(
                            api.accepted(
                                    "evt_" + round + "_" + i,
                                    Razorpay.captured("pay_" + i, "order_" + i)));
                }
                if (round == 0) {
                    hub.kill();
                } else if (round == 1) {
                    hub.stop();
                }
            }
            try (KafkaReader kafka =
                    new KafkaReader(
                            "127.0.0.1:" + hub.setting("serai.kafka.embedded.port"),
                            "serai.events")) {
                await().atMost(SOON).until(() -> kafka.count() >= ids.size());
                assertThat(kafka.records())
                        .extracting(KafkaReader.Read::id)
                        .containsExactlyInAnyOrderElementsOf(ids);
            }
            assertThat(api.json("/api/v1/event?limit=250").get("data")).hasSize(ids.size());
        }
    }

    @Test
    void tellsASecondHubOnTheSameFolderWhyItDoesNotStart() {
        try (HubProcess first = HubProcess.embedded(Map.of());
                HubProcess second =
                        HubProcess.embedded(
                                Map.of("serai.data-dir", first.dataFolder().toString()))) {
            first.start().awaitReady();
            second.start();
            await().atMost(SOON).until(() -> !second.isAlive());
            assertThat(second.exitCode()).isNotZero();
            assertThat(second.logTail()).contains("serai.data-dir").doesNotContain("\tat ");
            assertThat(first.isReady()).isTrue();
        }
    }
}
