package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.VerifyingReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A customer's server that is down, beside one that is well. */
class DeadEndpointIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int EVENTS = 40;

    private final TestDatabase database = TestDatabase.migrated();
    private final VerifyingReceiver well = new VerifyingReceiver();
    private final VerifyingReceiver dead = new VerifyingReceiver();

    @AfterEach
    void close() {
        well.close();
        dead.close();
        database.close();
    }

    @Test
    void parksForTheDeadDeliversToTheWellAndReplaysWhenTheDeadIsBack() throws Exception {
        Map<String, String> settings =
                Map.of(
                        "serai.delivery.retry-schedule", "100ms,200ms,400ms",
                        "serai.delivery.breaker-open", "1s",
                        "serai.delivery.breaker-open-max", "2s");
        try (HubProcess hub = HubProcess.on(database.url(), "none", settings)) {
            hub.start().awaitReady();
            Api api = new Api(hub);
            api.endpoint(well, "\"razorpay.**\"");
            String deadId = api.endpoint(dead, "\"razorpay.**\"");
            dead.answer(500);

            List<String> ids = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                ids.add(api.accepted("evt_Dead" + i, Razorpay.captured("pay_" + i, "order_" + i)));
            }
            await("the well one has all").atMost(SOON).until(() -> ids(well).containsAll(ids));
            await("the dead one's are parked")
                    .atMost(SOON)
                    .until(() -> parked(api).size() == EVENTS);
            assertThat(breakersOpen(hub)).isGreaterThanOrEqualTo(1);
            assertThat(parked(api))
                    .allSatisfy(
                            parked -> {
                                assertThat(parked.get("endpoint").asText()).isEqualTo(deadId);
                                assertThat(parked.get("sink").asText()).isEqualTo("webhooks");
                                assertThat(parked.get("reason").asText()).isEqualTo("exhausted");
                            });

            dead.answer(200);
            int before = dead.deliveries().size();
            var replayed = hub.send("POST", "/api/v1/parked/replay", "{\"sink\":\"webhooks\"}");
            assertThat(replayed.statusCode()).isEqualTo(202);
            await("all are replayed").atMost(SOON).until(() -> parked(api).isEmpty());
            await().atMost(SOON)
                    .until(() -> ids(dead).subList(before, ids(dead).size()).containsAll(ids));
            assertThat(well.deliveries()).as("none twice at the well one").hasSize(EVENTS);
        }
    }

    private static List<String> ids(VerifyingReceiver receiver) {
        return receiver.deliveries().stream().map(VerifyingReceiver.Delivery::id).toList();
    }

    private static List<JsonNode> parked(Api api) {
        List<JsonNode> parked = new ArrayList<>();
        api.json("/api/v1/parked?limit=250").get("data").forEach(parked::add);
        return parked;
    }

    private static double breakersOpen(HubProcess hub) throws IOException {
        return hub.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("serai_delivery_breakers_opened_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
