package dev.serai.api.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.event.ApiServer;
import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.TestLog;
import dev.serai.testing.SseClient;
import dev.serai.testing.SseClient.Block;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class StreamResumeTest {

    private static final int WRITERS = 4;
    private static final int EVENTS_PER_WRITER = 400;

    private final StreamServer hub = new StreamServer();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** How the route that feeds the live readers behaves. */
    enum Feed {
        MISSING,
        FAITHFUL,
        ERRATIC
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void getsEveryEventOnceAndInOrderAcrossReconnectsWhileEventsAreAppended(Feed feed)
            throws Exception {
        String beginning;
        try (SseClient client = hub.open("")) {
            beginning = client.next().lastId();
        }
        feed(feed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<String, List<String>>> written = threads.submit(() -> write());
            Map<String, List<String>> read = readInPieces(beginning, new Random(feed.ordinal()));

            assertThat(read).isEqualTo(written.get());
        }
    }

    @Test
    void givesManyReadersTheSameAtTheSameTime() throws Exception {
        feed(Feed.ERRATIC);
        List<SseClient> clients = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clients.add(hub.open(""));
        }
        clients.forEach(SseClient::next);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, List<String>> written = threads.submit(() -> write()).get();
            for (SseClient client : clients) {
                Map<String, List<String>> read = new TreeMap<>();
                for (int i = 0; i < WRITERS * EVENTS_PER_WRITER; i++) {
                    note(read, client.nextEvent());
                }
                assertThat(read).isEqualTo(written);
                Block more = client.poll(Duration.ofMillis(10));
                assertThat(more == null || more.data() == null).isTrue();
                client.close();
            }
        }
    }

    /** Reconnects after some events, each time with the last id. */
    private Map<String, List<String>> readInPieces(String beginning, Random random) {
        Map<String, List<String>> read = new TreeMap<>();
        String lastId = beginning;
        int left = WRITERS * EVENTS_PER_WRITER;
        while (left > 0) {
            try (SseClient client = hub.resume("", lastId)) {
                int piece = Math.min(left, 1 + random.nextInt(120));
                for (int i = 0; i < piece; i++, left--) {
                    Block block = client.nextEvent();
                    note(read, block);
                    lastId = block.lastId();
                }
            }
        }
        try (SseClient client = hub.resume("", lastId)) {
            assertThat(client.next().data()).isNull();
            Block more = client.poll(Duration.ofMillis(500));
            assertThat(more == null || more.data() == null).as("nothing twice").isTrue();
        }
        return read;
    }

    private static void note(Map<String, List<String>> read, Block block) {
        JsonNode event = ApiServer.json(block.data());
        read.computeIfAbsent(event.path("partitionkey").asText(), key -> new ArrayList<>())
                .add(event.path("id").asText());
    }

    /** Each writer appends to keys of its own, one event after the other is durable. */
    private Map<String, List<String>> write() throws Exception {
        Map<String, List<String>> written = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<String, List<String>>>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> write(writer)));
            }
            for (Future<Map<String, List<String>>> writer : writers) {
                written.putAll(writer.get());
            }
        }
        return written;
    }

    private Map<String, List<String>> write(int writer) {
        Map<String, List<String>> written = new HashMap<>();
        for (int i = 0; i < EVENTS_PER_WRITER; i++) {
            String key = writer + "-" + i % 5;
            String id = hub.log().append(TestLog.event("test.made", key, "{}")).id().value();
            written.computeIfAbsent(key, k -> new ArrayList<>()).add(id);
        }
        return written;
    }

    private void feed(Feed feed) {
        if (feed != Feed.MISSING) {
            Random random = new Random(3);
            List<Place> places = new ArrayList<>(hub.log().log().heads());
            CompletableFuture.runAsync(() -> feed(feed, places, random));
        }
    }

    private void feed(Feed feed, List<Place> places, Random random) {
        EventLog log = hub.log().log();
        while (stopped.getCount() > 0) {
            List<Entry> entries = log.read(places, 50, Integer.MAX_VALUE);
            for (Entry entry : entries) {
                places.set(entry.position().shard(), Place.after(entry));
            }
            List<Entry> offered = new ArrayList<>(entries);
            if (feed == Feed.ERRATIC) {
                offered.removeIf(entry -> random.nextInt(10) == 0);
                offered.addAll(offered.subList(0, offered.size() / 2));
            }
            hub.tail().offer(offered);
            await(Duration.ofMillis(random.nextInt(feed == Feed.ERRATIC ? 60 : 5)));
        }
    }

    private void await(Duration time) {
        try {
            stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
