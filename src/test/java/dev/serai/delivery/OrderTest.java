package dev.serai.delivery;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.delivery.row.DeliveryState;
import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.outbox.TestLog;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints whose events follow each other, whatever goes wrong. */
final class OrderTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofHours(1);

    private TestDatabase database;

    /** What the receiver took, in order: partition key and event. */
    private final List<Taken> taken = new CopyOnWriteArrayList<>();

    private record Taken(String key, String event) {}

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void eventsOfAKeyFollowEachOtherOverTwoHubsThoughManyFail() throws IOException {
        Set<String> underWay = ConcurrentHashMap.newKeySet();
        List<String> overlaps = new CopyOnWriteArrayList<>();
        try (TestHub one = TestHub.on(database.dataSource(), SOON, SOON, SOON, SOON, SOON);
                TestHub two = TestHub.on(database.dataSource(), SOON, SOON, SOON, SOON, SOON);
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    String key = request.header("ce-partitionkey");
                                    if (!underWay.add(key)) {
                                        overlaps.add(key);
                                    }
                                    boolean fails = request.number() % 5 == 0;
                                    if (!fails) {
                                        taken.add(new Taken(key, request.header("webhook-id")));
                                    }
                                    underWay.remove(key);
                                    answers(fails ? 404 : 200).play(request, reply);
                                })) {
            one.endpoint(receiver.url(), ordered(Ordering.KEY));
            List<Entry> entries = one.entries(events(300, 10));
            for (int i = 0; i < 300; i += 60) { // a shard is one hub's at a time
                one.settle(entries.subList(i, i + 60));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> two.rows() == 0);
            assertThat(overlaps).isEmpty();
            assertThat(byKey(taken)).isEqualTo(byKey(entries));
        }
    }

    @Test
    void aRetryHoldsBackItsOwnKeyOnly() throws IOException {
        try (TestHub hub = TestHub.on(database.dataSource(), LATE);
                ScriptedReceiver receiver = ScriptedReceiver.playing(this::refuseKeyZero)) {
            Endpoint endpoint = hub.endpoint(receiver.url(), ordered(Ordering.KEY));
            List<Entry> entries = hub.entries(events(40, 4));
            hub.settle(entries);
            await().until(() -> taken.size() == 30);
            await().until(() -> hub.rows() == 10);
            assertThat(hub.attempts(endpoint)).filteredOn(a -> !a.delivered()).hasSize(1);
            List<Entry> held = ofKey(entries, "k0");
            assertThat(hub.state(held.get(0)).nextAt()).isNotNull();
            assertThat(hub.state(held.get(1)).kind()).isEqualTo(DeliveryState.Kind.WAITING);
            assertThat(hub.state(held.get(1)).nextAt()).isNull();
            receiver.play(this::take);
            hub.jdbc
                    .sql("update serai.delivery set due_at = now() where due_at < '2900-01-01'")
                    .update();
            await().until(() -> hub.rows() == 0);
            assertThat(byKey(taken)).isEqualTo(byKey(entries));
        }
    }

    @Test
    void whatIsGivenUpHoldsNothingBack() throws IOException {
        try (TestHub hub = TestHub.on(database.dataSource(), SOON);
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    if (request.number() <= 2) {
                                        answers(404).play(request, reply);
                                    } else {
                                        take(request, reply);
                                    }
                                })) {
            hub.endpoint(receiver.url(), ordered(Ordering.KEY));
            List<Entry> entries = hub.entries(events(5, 1));
            hub.settle(entries);
            await().until(() -> hub.rows() == 0);
            assertThat(hub.parked(entries.getFirst())).hasSize(1);
            assertThat(taken.stream().map(Taken::event).toList())
                    .isEqualTo(ids(entries.subList(1, entries.size())));
        }
    }

    @Test
    void strictOrderIsOneAtATimeOverAllKeys() throws IOException {
        try (TestHub hub = TestHub.on(database.dataSource(), SOON, SOON, SOON);
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                (request, reply) -> {
                                    if (request.number() % 7 == 0) {
                                        answers(404).play(request, reply);
                                    } else {
                                        take(request, reply);
                                    }
                                })) {
            hub.endpoint(receiver.url(), ordered(Ordering.STRICT));
            List<Entry> entries = hub.entries(events(100, 20));
            hub.settle(entries);
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.rows() == 0);
            assertThat(receiver.inFlightMost()).isEqualTo(1);
            assertThat(taken.stream().map(Taken::event).toList())
                    .isEqualTo(
                            entries.stream()
                                    .sorted(
                                            Comparator.comparing(Entry::at)
                                                    .thenComparing(e -> e.position().shard())
                                                    .thenComparing(e -> e.position().offset()))
                                    .map(e -> e.event().id().value())
                                    .toList());
        }
    }

    @Test
    void goesOnInOrderWhereADeadHubLeftOffAndWhatIsOfferedAgainIsNoCopy() throws IOException {
        try (TestHub hub = TestHub.on(database.dataSource(), LATE);
                ScriptedReceiver receiver = ScriptedReceiver.playing(this::refuseKeyZero)) {
            hub.endpoint(receiver.url(), ordered(Ordering.KEY));
            List<Entry> entries = hub.entries(events(40, 2));
            hub.settle(entries.subList(0, 20));
            await().until(() -> hub.rows() == ofKey(entries.subList(0, 20), "k0").size());
            // A hub that died had claimed the first ones of the key.
            hub.jdbc
                    .sql(
                            """
                            update serai.delivery set claim = claim + 1, due_at = now(),
                                claimed_by = gen_random_uuid()
                            where event_id = any(?)
                            """)
                    .param(ids(ofKey(entries, "k0").subList(0, 3)).toArray(String[]::new))
                    .update();
            receiver.play(this::take);
            hub.settle(entries); // the first half again, since its cursor had not moved
            await().until(() -> hub.rows() == 0);
            assertThat(byKey(taken)).isEqualTo(byKey(entries));
        }
    }

    private void take(ScriptedReceiver.Received request, ScriptedReceiver.Reply reply)
            throws IOException, InterruptedException {
        taken.add(new Taken(request.header("ce-partitionkey"), request.header("webhook-id")));
        answers(200).play(request, reply);
    }

    private void refuseKeyZero(ScriptedReceiver.Received request, ScriptedReceiver.Reply reply)
            throws IOException, InterruptedException {
        if (request.header("ce-partitionkey").equals("k0")) {
            answers(404).play(request, reply);
        } else {
            take(request, reply);
        }
    }

    private static EndpointOptions ordered(Ordering ordering) {
        return new EndpointOptions(Payload.DATA, ordering, null, null, null);
    }

    private static List<Event> events(int count, int keys) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestLog.event("order.paid", "k" + i % keys, "{\"n\":" + i + "}"))
                .toList();
    }

    private static List<Entry> ofKey(List<Entry> entries, String key) {
        return entries.stream().filter(e -> e.event().partitionKey().equals(key)).toList();
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(e -> e.event().id().value()).toList();
    }

    private static Map<String, List<String>> byKey(Iterable<?> all) {
        Map<String, List<String>> keys = new HashMap<>();
        for (Object one : all) {
            Taken each =
                    one instanceof Entry entry
                            ? new Taken(entry.event().partitionKey(), entry.event().id().value())
                            : (Taken) one;
            keys.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each.event());
        }
        return keys;
    }
}
