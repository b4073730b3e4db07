package dev.serai.relay.kafka;

import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent.Reason;
import dev.serai.relay.Refusal;
import dev.serai.relay.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What became of records that were sent, one by one. */
final class SendOutcome {

    private final Map<Position, RuntimeException> ofThemselves = new LinkedHashMap<>();
    private @Nullable RuntimeException outage;

    /** Adds a record whose sending has ended. */
    void add(Position position, Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            RuntimeException cause =
                    e.getCause() instanceof RuntimeException runtime
                            ? runtime
                            : new KafkaException(e.getCause());
            if (isOfItself(cause)) {
                ofThemselves.put(position, cause);
            } else if (outage == null) {
                outage = cause;
            }
        }
    }

    boolean isGood() {
        return ofThemselves.isEmpty() && outage == null;
    }

    /**
     * Whether it is certain which records are at fault. The broker answers for a batch of records:
     * one that is too large is found by splitting, which may go on until the time is up; for other
     * faults it may blame them all.
     */
    boolean isCertain() {
        if (ofThemselves.isEmpty()) {
            return !(outage instanceof TimeoutException);
        }
        return ofThemselves.size() == 1
                || ofThemselves.values().stream()
                        .allMatch(e -> e.getClass() == RecordTooLargeException.class);
    }

    /** Refused records come first: the others failed because of them. */
    RuntimeException failure() {
        if (ofThemselves.isEmpty()) {
            return outage == null ? new IllegalStateException("nothing failed") : outage;
        }
        Map<Position, Refusal> refusals = new LinkedHashMap<>();
        ofThemselves.forEach(
                (position, e) ->
                        refusals.put(
                                position,
                                new Refusal(
                                        e instanceof RecordTooLargeException
                                                ? Reason.TOO_LARGE
                                                : Reason.REFUSED,
                                        "Kafka refuses the record: " + e.getMessage())));
        return new Refused(refusals);
    }

    private static boolean isOfItself(RuntimeException cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof InvalidRecordException
                || cause instanceof InvalidTimestampException
                || cause instanceof InvalidTopicException
                || cause instanceof SerializationException;
    }
}
