package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.outbox.Entry;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import dev.serai.tenant.Owner;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an endpoint's owner has set is kept, however many hubs there are. */
final class LimitsTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final int RATE = 50;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void twoHubsTogetherKeepAnEndpointsBoundOfAttemptsAtTheSameTime() throws IOException {
        try (TestHub one = TestHub.on(database.dataSource(), SOON);
                TestHub two = TestHub.on(database.dataSource(), SOON);
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    reply.stalledFor(10);
                                    reply.send(200, Map.of(), "");
                                })) {
            one.endpoint(
                    receiver.url(),
                    new EndpointOptions(Payload.DATA, Ordering.NONE, 3, null, null));
            List<Entry> entries = one.entries("order.paid", 200);
            one.settle(entries.subList(0, 100));
            two.settle(entries.subList(100, 200));
            await().atMost(Duration.ofSeconds(30)).until(() -> one.rows() == 0);
            assertThat(receiver.received()).hasSize(200);
            assertThat(receiver.inFlightMost()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void twoHubsTogetherKeepAnEndpointsRateInEverySecond() throws IOException {
        List<Long> times = new CopyOnWriteArrayList<>();
        try (TestHub one = TestHub.on(database.dataSource(), SOON);
                TestHub two = TestHub.on(database.dataSource(), SOON);
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    times.add(System.nanoTime());
                                    reply.send(200, Map.of(), "");
                                })) {
            EndpointSettings settings =
                    new EndpointSettings(
                            null,
                            Samples.settings(receiver.url()).url(),
                            "",
                            List.of(),
                            List.of(),
                            false,
                            Map.of(),
                            RATE,
                            Map.of());
            one.endpoints.create(Owner.DEFAULT, settings, Samples.SECRET);
            List<Entry> entries = one.entries("order.paid", 200);
            one.settle(entries.subList(0, 100));
            two.settle(entries.subList(100, 200));
            await().atMost(Duration.ofSeconds(30)).until(() -> one.rows() == 0);
            assertThat(times).hasSize(200);
            // A busy machine makes what was spread arrive together: a little is allowed for that.
            assertThat(mostInASecond(times)).isLessThanOrEqualTo(RATE * 3 / 2);
            Duration took = Duration.ofNanos(times.getLast() - times.getFirst());
            assertThat(took).isBetween(Duration.ofMillis(3_400), Duration.ofSeconds(20));
        }
    }

    private static long mostInASecond(List<Long> times) {
        return times.stream()
                .mapToLong(
                        from ->
                                times.stream()
                                        .filter(t -> t >= from && t < from + 1_000_000_000L)
                                        .count())
                .max()
                .orElseThrow();
    }
}
