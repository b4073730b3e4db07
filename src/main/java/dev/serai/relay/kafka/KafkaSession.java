package dev.serai.relay.kafka;

import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.Session;
import dev.serai.relay.lease.LeasedGroup;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's transactional producer and its places. After any exception the outcome of the
 * transaction is unknown, so the session is only closed: the next one finds out from Kafka. Routes
 * may send from any thread.
 */
final class KafkaSession implements Session, KafkaTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSession.class);

    private final LeasedGroup group;
    private final Producer<byte[], byte[]> producer;
    private final List<Place> opened;
    private final Places places;
    private final TidyReplays replays;
    private final SendRecords sending;
    private boolean inTransaction;
    private boolean broken;
    private @Nullable Refused refused;
    private @Nullable Batch refusedBatch;

    /**
     * A session whose producer has initialised its transactions.
     *
     * @param opened where the group stood after that
     * @param places makes the records of places, and keeps the mirror
     */
    KafkaSession(
            LeasedGroup group,
            Producer<byte[], byte[]> producer,
            List<Place> opened,
            Places places,
            TidyReplays replays,
            SendRecords sending) {
        this.group = group;
        this.producer = producer;
        this.opened = opened;
        this.places = places;
        this.replays = replays;
        this.sending = sending;
    }

    @Override
    public List<Place> places() {
        return opened;
    }

    /** Commits places that no batch came with: a new sink's beginning. */
    synchronized void begin(Collection<Place> first) {
        guarded(
                () -> {
                    producer.beginTransaction();
                    places.records(first).forEach(producer::send);
                    producer.commitTransaction();
                });
        places.committed(first);
        places.mirror();
    }

    @Override
    public synchronized void send(Batch batch, List<Outgoing> events) {
        try {
            List<ProducerRecord<byte[], byte[]>> records = sending.records(events);
            guarded(
                    () -> {
                        ensureTransaction(batch);
                        sending.send(events, records);
                    });
        } catch (Refused e) {
            refuse(batch, e);
            throw e;
        }
    }

    /** A route may swallow the exception; {@link #settle} repeats it. */
    private void refuse(Batch batch, Refused why) {
        Map<Position, Refusal> all = new HashMap<>(why.refusals());
        if (refused != null && refusedBatch == batch) {
            all.putAll(refused.refusals());
        }
        refusedBatch = batch;
        refused = new Refused(all);
    }

    @Override
    public synchronized void settle(Batch batch) {
        if (refused != null && refusedBatch == batch) {
            throw refused;
        }
        guarded(
                () -> {
                    ensureTransaction(batch);
                    producer.commitTransaction();
                });
        inTransaction = false;
        sending.committed();
        List<String> done = batch.replayed().stream().map(ParkedEvent::id).toList();
        guarded(
                () -> {
                    replays.committed(done);
                    places.committed(batch.upTo());
                    places.mirrorNowAndThen();
                });
    }

    /** The places go first: whatever the route sends or leaves out, they are in its transaction. */
    private void ensureTransaction(Batch batch) {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
            places.records(batch.upTo()).forEach(producer::send);
            replays.records(batch.replayed()).forEach(producer::send);
        }
    }

    @Override
    public boolean isDivisible() {
        return false; // a transaction holds it whole
    }

    @Override
    public synchronized boolean isUsable() {
        return !broken && !inTransaction;
    }

    @Override
    public synchronized void idle() {
        guarded(
                () -> {
                    if (replays.areUntidy()) {
                        producer.beginTransaction();
                        replays.records(List.of()).forEach(producer::send);
                        producer.commitTransaction();
                        replays.tidied();
                    }
                    places.mirror();
                });
    }

    /** Leaves an open transaction open: who comes next aborts it by initialising theirs. */
    @Override
    public void close() {
        try {
            if (!broken) {
                places.mirror();
            }
        } catch (RuntimeException e) {
            LOG.debug("The copy of {}'s places stays behind until the next session", group, e);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** After a failure it fails again: a route that swallowed the first one changes nothing. */
    private void guarded(Runnable step) {
        if (broken) {
            throw new IllegalStateException(
                    "the transaction of "
                            + group
                            + " has failed; the batch comes again in another");
        }
        broken = true;
        step.run();
        broken = false;
    }
}
