package dev.serai.relay.kafka;

import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent.Reason;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What has become of records that were sent, one by one. Immutable. */
final class SendOutcome {

    private final Map<Position, RuntimeException> ofThemselves = new LinkedHashMap<>();
    private final List<RuntimeException> outages = new ArrayList<>();
    private final boolean isComplete;

    /**
     * An outcome.
     *
     * @param failures by the event that the record is of
     * @param gaveUp why no more answers are awaited; null when all are there
     */
    SendOutcome(Map<Position, RuntimeException> failures, @Nullable RuntimeException gaveUp) {
        failures.forEach(this::sort);
        this.isComplete = gaveUp == null;
        if (gaveUp != null) {
            outages.add(gaveUp);
        }
    }

    private void sort(Position position, RuntimeException failure) {
        if (isOfItself(failure)) {
            ofThemselves.put(position, failure);
        } else {
            outages.add(failure);
        }
    }

    /** Throws {@link #failure()} if there is one. */
    void throwFailure() {
        if (!ofThemselves.isEmpty() || !outages.isEmpty()) {
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
            return outages.stream().noneMatch(TimeoutException.class::isInstance);
        }
        return (isComplete && ofThemselves.size() == 1)
                || ofThemselves.values().stream()
                        .allMatch(e -> e.getClass() == RecordTooLargeException.class);
    }

    /** Refused records come first: the others failed because of them. */
    RuntimeException failure() {
        if (ofThemselves.isEmpty()) {
            return outages.isEmpty()
                    ? new IllegalStateException("nothing failed")
                    : outages.getFirst();
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
