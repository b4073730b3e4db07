package dev.serai.relay.kafka;

import dev.serai.outbox.Place;
import dev.serai.relay.cursor.CursorMirror;
import dev.serai.relay.lease.LeasedGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A group's places on their way to the cursor topic and to their copies in the database. */
final class Places {

    /** How old the copies may be. */
    private static final Duration MIRROR_EVERY = Duration.ofSeconds(1);

    private final LeasedGroup group;
    private final String topic;
    private final UUID incarnation;
    private final CursorMirror mirror;
    private final LongSupplier ticker;
    private final Map<Integer, Place> unmirrored = new TreeMap<>();
    private long mirroredAt;

    Places(
            LeasedGroup group,
            String topic,
            UUID incarnation,
            CursorMirror mirror,
            LongSupplier ticker) {
        this.group = group;
        this.topic = topic;
        this.incarnation = incarnation;
        this.mirror = mirror;
        this.ticker = ticker;
        this.mirroredAt = ticker.getAsLong();
    }

    /** The cursor topic's records of places. */
    List<ProducerRecord<byte[], byte[]>> records(Collection<Place> places) {
        return places.stream().map(this::toRecord).toList();
    }

    private ProducerRecord<byte[], byte[]> toRecord(Place place) {
        return new ProducerRecord<>(
                topic,
                group.group().number(),
                CursorKey.ofShard(group, place.position().shard()),
                new StoredPlace(place, incarnation).toJson());
    }

    /** They are committed. */
    void committed(Collection<Place> places) {
        places.forEach(place -> unmirrored.put(place.position().shard(), place));
    }

    void mirrorNowAndThen() {
        if (ticker.getAsLong() - mirroredAt >= MIRROR_EVERY.toNanos()) {
            mirror();
        }
    }

    /** Copies what was committed since the last time. */
    void mirror() {
        if (!unmirrored.isEmpty()) {
            mirror.write(group, unmirrored.values(), incarnation);
            unmirrored.clear();
            mirroredAt = ticker.getAsLong();
        }
    }
}
