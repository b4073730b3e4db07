package dev.serai.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.KafkaReader;
import dev.serai.testing.SseReader;
import dev.serai.testing.VerifyingReceiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What senders were promised: the event ids that a hub answered with 2xx, per key in the order of
 * the answers. After any faults, what arrived is held against it.
 */
public final class Ledger {

    private final Map<String, List<String>> accepted = new ConcurrentHashMap<>();

    /** Notes a 2xx. One sender per key. */
    void accepted(String key, String eventId) {
        accepted.computeIfAbsent(key, k -> Collections.synchronizedList(new ArrayList<>()))
                .add(eventId);
    }

    public int count() {
        return accepted.values().stream().mapToInt(List::size).sum();
    }

    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        accepted.values().forEach(ids::addAll);
        return ids;
    }

    public boolean allIn(KafkaReader kafka) {
        Set<String> missing = ids();
        kafka.records().forEach(read -> missing.remove(read.id()));
        return missing.isEmpty();
    }

    boolean allIn(SseReader stream) {
        Set<String> missing = ids();
        stream.events().forEach(event -> missing.remove(event.get("id").asText()));
        return missing.isEmpty();
    }

    boolean allIn(VerifyingReceiver receiver) {
        Set<String> missing = ids();
        receiver.deliveries().forEach(delivery -> missing.remove(delivery.id()));
        return missing.isEmpty();
    }

    /** Every event exactly once, and per key in the order of the answers. */
    public void assertExactlyOnceAndInOrder(KafkaReader kafka) {
        List<String> ids = kafka.records().stream().map(KafkaReader.Read::id).toList();
        assertThat(ids).as("Kafka has no event twice").doesNotHaveDuplicates();
        assertInOrder(
                kafka.records().stream()
                        .filter(read -> accepted.containsKey(read.key()))
                        .collect(
                                groupingBy(
                                        KafkaReader.Read::key,
                                        mapping(KafkaReader.Read::id, toList()))));
    }

    /** Every event exactly once, and no hole in any shard. */
    void assertGapless(SseReader stream) {
        assertThat(stream.events().stream().map(event -> event.get("id").asText()).toList())
                .as("the stream has no event twice")
                .doesNotHaveDuplicates();
        Map<String, Long> last = new LinkedHashMap<>();
        for (JsonNode event : stream.events()) {
            String[] position = event.get("position").asText().split("-");
            long offset = Long.parseLong(position[1]);
            Long before = last.put(position[0], offset);
            assertThat(offset)
                    .as("shard " + position[0])
                    .isEqualTo(before == null ? 1 : before + 1);
        }
    }

    /**
     * The answered ones in their order; between them may be some whose answer was lost with the
     * hub.
     */
    void assertInOrder(Map<String, List<String>> arrived) {
        accepted.forEach(
                (key, promised) ->
                        assertThat(
                                        arrived.getOrDefault(key, List.of()).stream()
                                                .filter(new HashSet<>(promised)::contains))
                                .as("order of " + key)
                                .containsExactlyElementsOf(promised));
    }
}
