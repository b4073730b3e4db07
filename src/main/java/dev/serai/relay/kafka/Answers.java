package dev.serai.relay.kafka;

import dev.serai.outbox.Position;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers Kafka's answers to the records of one batch. They are taken from callbacks: the future of
 * a record whose batch was split is a chain with a link for each split, and asking it recurses.
 * Thread-safe: the producer's own thread brings the answers, and never waits here.
 */
final class Answers {

    /** How often it is checked whether there will be an answer at all. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final LongSupplier ticker;
    private final Splits splits;
    private final long splitsBefore;
    private final Map<Position, RuntimeException> failures = new LinkedHashMap<>();
    private int awaited;

    Answers(LongSupplier ticker, Splits splits) {
        this.ticker = ticker;
        this.splits = splits;
        this.splitsBefore = splits.total();
    }

    /** Takes the answer to the record of an event, which is awaited from now on. */
    synchronized Callback to(Position position) {
        awaited++;
        return (metadata, failure) -> take(position, failure);
    }

    private synchronized void take(Position position, @Nullable Exception failure) {
        if (failure != null) {
            failures.putIfAbsent(
                    position,
                    failure instanceof RuntimeException runtime
                            ? runtime
                            : new KafkaException(failure));
        }
        awaited--;
        if (awaited == 0) {
            notifyAll();
        }
    }

    /** What has become of the records, once all are answered or no more answers are to come. */
    synchronized SendOutcome await(Duration within) {
        long deadline = ticker.getAsLong() + within.toNanos();
        RuntimeException gaveUp = null;
        while (awaited > 0 && gaveUp == null) {
            pause(deadline - ticker.getAsLong());
            gaveUp = awaited == 0 ? null : hopeless(deadline);
        }
        return new SendOutcome(failures, gaveUp);
    }

    private void pause(long left) {
        long millis = Math.min(TimeUnit.NANOSECONDS.toMillis(left), LOOK_EVERY.toMillis());
        try {
            wait(Math.max(1, millis));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private @Nullable RuntimeException hopeless(long deadline) {
        if (splits.total() - splitsBefore > Splits.SENSIBLE_MAX) {
            return new TimeoutException("Kafka takes less at once than its client splits into");
        }
        return ticker.getAsLong() < deadline ? null : new TimeoutException("Kafka does not answer");
    }
}
