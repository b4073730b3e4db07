package dev.serai.relay.kafka;

import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent.Reason;
import dev.serai.relay.Refusal;
import dev.serai.relay.Refused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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

    private final LongSupplier ticker;
    private final long deadline;
    private @Nullable RuntimeException outage;

    SendOutcome(LongSupplier ticker, Duration answerWithin) {
        this.ticker = ticker;
        this.deadline = ticker.getAsLong() + answerWithin.toNanos();
    }

    /** Waits for what becomes of a record. */
    void await(Position position, Future<RecordMetadata> sent) {
        try {
            long left = Math.max(0, deadline - ticker.getAsLong());
            sent.get(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (java.util.concurrent.TimeoutException e) {
            outage = outage == null ? new TimeoutException("Kafka does not answer") : outage;
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

    /** Throws {@link #failure()} if there is one. */
    void throwFailure() {
        if (!ofThemselves.isEmpty() || outage != null) {
            throw failure();
        }
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
