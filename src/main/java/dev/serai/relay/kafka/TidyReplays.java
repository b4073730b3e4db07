package dev.serai.relay.kafka;

import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.lease.LeasedGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the replay of a parked event happen once: Kafka notes it in the transaction that holds its
 * record, so that a hub that was killed before the event was taken off the parked ones does not
 * send it again. The note is erased after that.
 */
final class TidyReplays {

    private static final byte[] DONE = {};

    private final LeasedGroup group;
    private final String topic;
    private final ParkedEvents parked;
    private final List<String> toErase = new ArrayList<>();
    private int erasing;

    TidyReplays(LeasedGroup group, String topic, ParkedEvents parked) {
        this.group = group;
        this.topic = topic;
        this.parked = parked;
    }

    /** The notes of replays that are under way, and the erasure of those that are done with. */
    List<ProducerRecord<byte[], byte[]>> records(Collection<ParkedEvent> underWay) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        toErase.forEach(id -> records.add(toRecord(id, null)));
        underWay.forEach(event -> records.add(toRecord(event.id(), DONE)));
        erasing = toErase.size();
        return records;
    }

    /** They are committed, and so is what was being erased. */
    void committed(Collection<String> ids) {
        tidied();
        if (!ids.isEmpty()) {
            parked.remove(ids);
            toErase.addAll(ids);
        }
    }

    boolean areUntidy() {
        return !toErase.isEmpty();
    }

    /** What was being erased is erased. */
    void tidied() {
        toErase.subList(0, erasing).clear();
        erasing = 0;
    }

    private ProducerRecord<byte[], byte[]> toRecord(String id, byte @Nullable [] value) {
        return new ProducerRecord<>(
                topic, group.group().number(), CursorKey.ofReplay(group, id), value);
    }
}
