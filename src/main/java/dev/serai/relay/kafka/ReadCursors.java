package dev.serai.relay.kafka;

import dev.serai.relay.lease.LeasedGroup;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a group's places from the cursor topic. True only after the group's producer has
 * initialised its transactions: before that, its predecessor may still commit. Thread-safe.
 */
final class ReadCursors {

    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * A transaction that some other hub died in hides what comes after it until it is aborted, at
     * the latest after its time-out and the broker's next look.
     */
    private static final Duration READ_WITHIN =
            KafkaClients.TRANSACTION_TIMEOUT.plus(Duration.ofSeconds(15));

    private final KafkaClients clients;
    private final String topic;
    private final LongSupplier ticker;

    ReadCursors(KafkaClients clients, String topic, LongSupplier ticker) {
        this.clients = clients;
        this.topic = topic;
        this.ticker = ticker;
    }

    /**
     * What is stored for a group.
     *
     * @param places by shard
     * @param replays the parked events whose replay is committed and not yet tidied up
     */
    record Stored(Map<Integer, StoredPlace> places, Set<String> replays) {

        private Stored() {
            this(new TreeMap<>(), new HashSet<>());
        }

        /** Without a value, it was forgotten. */
        private void place(int shard, byte @Nullable [] value) {
            if (value == null) {
                places.remove(shard);
            } else {
                places.put(shard, StoredPlace.of(shard, value));
            }
        }

        private void read(LeasedGroup group, ConsumerRecord<byte[], byte[]> row) {
            String key = CursorKey.withinSink(group, row.key());
            if (key.isEmpty()) {
                return;
            }
            if (!CursorKey.isReplay(key)) {
                place(Integer.parseInt(key), row.value());
            } else if (row.value() == null) {
                replays.remove(CursorKey.parkedId(key));
            } else {
                replays.add(CursorKey.parkedId(key));
            }
        }
    }

    Stored read(LeasedGroup group) {
        TopicPartition partition = new TopicPartition(topic, group.group().number());
        Stored stored = new Stored();
        long end = end(partition);
        long began = ticker.getAsLong();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(row -> stored.read(group, row));
                if (ticker.getAsLong() - began > READ_WITHIN.toNanos()) {
                    throw new TimeoutException(
                            "the places of " + group + " cannot be read from " + partition);
                }
            }
        }
        return stored;
    }

    /**
     * The very end, not the end of what is committed: a place that this group committed may come
     * after the open transaction of another sink, and to miss it would repeat events.
     */
    private long end(TopicPartition partition) {
        try (Admin admin = clients.admin()) {
            return KafkaClients.await(
                            admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                    .partitionResult(partition))
                    .offset();
        }
    }
}
