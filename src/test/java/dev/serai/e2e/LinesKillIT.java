package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is killed while it writes lines. {@code -Dserai.kills=} does so more often. */
class LinesKillIT {

    private static final int KILLS = Integer.getInteger("serai.kills", 1);
    private static final int BATCH = 50;
    private static final int GROUPS = 4;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path folder;

    @Test
    void everyEventIsThereWholeAndOnlyTheLastBatchesMayBeThereTwice() throws Exception {
        Ledger ledger = new Ledger();
        try (TestDatabase database = TestDatabase.migrated();
                HubProcess hub = HubProcess.on(database.url(), "none", settings())) {
            hub.start().awaitReady();
            try (Load load = new Load(List.of(hub), ledger, 8)) {
                for (int kill = 1; kill <= KILLS; kill++) {
                    int before = lines(hub).size();
                    await().atMost(SOON).until(() -> lines(hub).size() > before + 100);
                    hub.kill();
                    hub.start().awaitReady();
                }
                int before = lines(hub).size();
                await().atMost(SOON).until(() -> lines(hub).size() > before + 100);
                assertThat(load.unexpected()).isZero();
            }
            await().atMost(SOON).until(() -> events(hub).keySet().containsAll(ledger.ids()));

            List<String> lines = lines(hub);
            Map<String, JsonNode> events = events(hub);
            int twice = lines.size() - events.size();
            System.out.printf(
                    "%d kills: %d events, %d of them twice%n", KILLS, events.size(), twice);
            assertThat(twice).isLessThanOrEqualTo(KILLS * GROUPS * BATCH);
            assertThat(repeats(lines)).as("repeats that their positions tell").isEqualTo(twice);
            ledger.assertInOrder(byKey(events));
        }
    }

    private static Map<String, String> settings() throws IOException {
        copy("routes/connectors/razorpay-source.kamelet.yaml", "connectors");
        copy("routes/sources/razorpay.camel.yaml", "sources");
        copy("docs/sinks/lines.camel.yaml", "sinks");
        Path sink = folder.resolve("sinks/lines.camel.yaml");
        String text = Files.readString(sink);
        Files.writeString(
                sink, text.replace("batch: true", "batch: true\n        batchSize: " + BATCH));
        return Map.of(
                "serai.routes-dir",
                folder.toString(),
                "serai.relay.renew",
                "1s",
                "serai.relay.lease",
                "3s");
    }

    private static void copy(String file, String to) throws IOException {
        Path target = folder.resolve(to).resolve(Path.of(file).getFileName());
        Files.createDirectories(target.getParent());
        Files.copy(Path.of(file), target);
    }

    /** Whole lines; one that is being written is not. */
    private static List<String> lines(HubProcess hub) throws IOException {
        Path lines = hub.dataFolder().resolve("lines/events");
        if (!Files.isDirectory(lines)) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(lines)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(all::add);
            }
        }
        return all;
    }

    /** By id, as they stand there first; every line is an event. */
    private static Map<String, JsonNode> events(HubProcess hub) throws IOException {
        Map<String, JsonNode> events = new LinkedHashMap<>();
        for (String line : lines(hub)) {
            JsonNode event = JSON.readTree(line);
            JsonNode before = events.putIfAbsent(event.get("id").asText(), event);
            assertThat(before == null || before.equals(event)).as(line).isTrue();
        }
        return events;
    }

    /** As a reader tells them: a position that is not beyond those of its shard before it. */
    private static int repeats(List<String> lines) throws IOException {
        Map<String, Long> last = new HashMap<>();
        int repeats = 0;
        for (String line : lines) {
            String[] position = JSON.readTree(line).get("position").asText().split("-");
            long offset = Long.parseLong(position[1]);
            if (last.getOrDefault(position[0], 0L) >= offset) {
                repeats++;
            } else {
                last.put(position[0], offset);
            }
        }
        return repeats;
    }

    private static Map<String, List<String>> byKey(Map<String, JsonNode> events) {
        return events.values().stream()
                .collect(
                        Collectors.groupingBy(
                                event -> event.get("partitionkey").asText(),
                                Collectors.mapping(
                                        event -> event.get("id").asText(), Collectors.toList())));
    }
}
