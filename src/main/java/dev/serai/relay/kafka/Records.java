package dev.serai.relay.kafka;

import dev.serai.event.Event;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent.Reason;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

/** Makes Kafka's records of events. */
final class Records {

    private Records() {}

    /**
     * One record per event, in order.
     *
     * @throws Refused if some are larger than the producer would send: to find out by sending would
     *     cost the transaction
     */
    static List<ProducerRecord<byte[], byte[]>> of(List<Outgoing> events, int bytesMax) {
        Map<Position, Refusal> refused = new HashMap<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        for (Outgoing outgoing : events) {
            ProducerRecord<byte[], byte[]> made = of(outgoing);
            int bytes = bytes(made);
            if (bytes > bytesMax) {
                String detail =
                        "the record would have %d bytes; serai.kafka.properties.max.request.size"
                                + " allows %d";
                refused.put(
                        outgoing.position(),
                        new Refusal(Reason.TOO_LARGE, detail.formatted(bytes, bytesMax)));
            }
            records.add(made);
        }
        if (!refused.isEmpty()) {
            throw new Refused(refused);
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> of(Outgoing outgoing) {
        Event event = outgoing.event();
        return new ProducerRecord<>(
                outgoing.topic(),
                null,
                event.partitionKey().getBytes(StandardCharsets.UTF_8),
                event.data(),
                EventHeaders.ofRecord(event));
    }

    /** As the producer itself counts. */
    private static int bytes(ProducerRecord<byte[], byte[]> made) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.LZ4,
                made.key(),
                made.value(),
                made.headers().toArray());
    }
}
