package dev.serai.e2e;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testing.HubProcess;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One of two hubs is killed while deliveries run, to an endpoint in order and to one without, and
 * one request in ten fails. {@code -Dserai.deliveries=10000} takes longer.
 */
class DeliveryKillIT {

    private static final int DELIVERIES = Integer.getInteger("serai.deliveries", 800);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(60 + DELIVERIES / 20);
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "serai.delivery.retry-schedule",
                    "100ms,100ms,100ms,200ms,500ms,1s,2s,5s,5s,5s,5s,5s",
                    "serai.delivery.timeout",
                    "3s",
                    "serai.relay.renew",
                    "1s",
                    "serai.relay.lease",
                    "3s");

    private final TestDatabase database = TestDatabase.migrated();
    private final Ledger ledger = new Ledger();

    /** What was taken, by endpoint's path and partition key. */
    private final ConcurrentMap<String, List<String>> taken = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, AtomicInteger> requests = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void losesNothingKeepsTheOrderAndRecordsNoAttemptTwiceWhenAHubIsKilled() throws Exception {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(this::take);
                HubProcess one = HubProcess.on(database.url(), "none", SETTINGS);
                HubProcess two = HubProcess.on(database.url(), "none", SETTINGS)) {
            one.start();
            two.start().awaitReady();
            one.awaitReady();
            endpoint(one, receiver.url("/ordered"), "key");
            endpoint(one, receiver.url("/free"), "none");
            try (Load load = new Load(List.of(one, two), ledger, 8)) {
                await().atMost(CAUGHT_UP).until(() -> ledger.count() > DELIVERIES / 3);
                two.kill();
                await().atMost(CAUGHT_UP).until(() -> ledger.count() > DELIVERIES * 2 / 3);
                two.start();
                await().atMost(CAUGHT_UP).until(() -> ledger.count() >= DELIVERIES);
            }
            await().atMost(CAUGHT_UP).until(() -> allTaken("/ordered") && allTaken("/free"));
            await().atMost(CAUGHT_UP)
                    .until(() -> count("select count(*) from serai.delivery") == 0);
            ledger.assertInOrder(firsts("/ordered"));
            assertRecords();
        }
    }

    /** As many records as there were requests, or fewer: a hub may die before it writes one. */
    private void assertRecords() {
        assertThat(count("select count(*) - count(distinct id) from serai.attempt")).isZero();
        JdbcClient.create(database.dataSource())
                .sql(
                        """
                        select event_id, url, count(*) from serai.attempt where status_code > 0
                        group by event_id, url
                        """)
                .query(
                        row -> {
                            String path = row.getString(2).replaceAll(".*/", "/");
                            assertThat(row.getInt(3))
                                    .as(path + " " + row.getString(1))
                                    .isLessThanOrEqualTo(
                                            requests.get(path + row.getString(1)).get());
                        });
        assertThat(count("select count(*) from serai.parked")).isZero();
        int twice =
                count(
                        """
                select count(*) from (select from serai.attempt where outcome = 0
                    group by event_id, endpoint_id having count(*) > 1) twice
                """);
        System.out.println(
                ledger.count() + " events to two endpoints, " + twice + " delivered twice");
    }

    private void take(ScriptedReceiver.Received request, ScriptedReceiver.Reply reply)
            throws IOException, InterruptedException {
        String id = request.header("webhook-id");
        requests.computeIfAbsent(request.path() + id, k -> new AtomicInteger()).incrementAndGet();
        if (request.number() % 10 == 0) {
            answers(404).play(request, reply);
            return;
        }
        taken.computeIfAbsent(
                        request.path() + " " + request.header("ce-partitionkey"),
                        k -> new CopyOnWriteArrayList<>())
                .add(id);
        answers(200).play(request, reply);
    }

    private boolean allTaken(String path) {
        Set<String> missing = ledger.ids();
        taken.forEach(
                (key, ids) -> {
                    if (key.startsWith(path + " ")) {
                        ids.forEach(missing::remove);
                    }
                });
        return missing.isEmpty();
    }

    /** What an endpoint took for the first time, by partition key. */
    private Map<String, List<String>> firsts(String path) {
        Map<String, List<String>> firsts = new ConcurrentHashMap<>();
        taken.forEach(
                (key, ids) -> {
                    if (key.startsWith(path + " ")) {
                        Set<String> seen = new HashSet<>();
                        firsts.put(
                                key.substring(path.length() + 1),
                                ids.stream().filter(seen::add).toList());
                    }
                });
        return firsts;
    }

    private int count(String sql) {
        return JdbcClient.create(database.dataSource()).sql(sql).query(Integer.class).single();
    }

    private static void endpoint(HubProcess hub, String url, String ordering) throws IOException {
        int status =
                hub.send(
                                "POST",
                                "/api/v1/app/default/endpoint",
                                "{\"url\": \"%s\", \"ordering\": \"%s\"}".formatted(url, ordering))
                        .statusCode();
        assertThat(status).isEqualTo(201);
    }
}
