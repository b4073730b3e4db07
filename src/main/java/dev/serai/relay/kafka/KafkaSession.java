package dev.serai.relay.kafka;

import dev.serai.outbox.Place;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.Batch;
import dev.serai.relay.LeasedGroup;
import dev.serai.relay.Refused;
import dev.serai.relay.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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
    private final OneByOne oneByOne;
    private boolean inTransaction;
    private boolean broken;
    private @Nullable Refused refused;

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
            OneByOne oneByOne) {
        this.group = group;
        this.producer = producer;
        this.opened = opened;
        this.places = places;
        this.replays = replays;
        this.oneByOne = oneByOne;
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
        guarded(
                () -> {
                    List<ProducerRecord<byte[], byte[]>> records =
                            Records.of(events, oneByOne.bytesMax());
                    ensureTransaction(batch);
                    if (oneByOne.isOn(group)) {
                        refuseFailure(sendOneByOne(events, records));
                    } else {
                        SendOutcome outcome = sendTogether(events, records);
                        if (!outcome.isCertain()) {
                            oneByOne.turnOn(group);
                            throw new IllegalStateException(
                                    "Kafka took not all records and does not say which are at"
                                            + " fault; they are sent one by one now",
                                    outcome.failure());
                        }
                        refuseFailure(outcome);
                    }
                });
    }

    private static void refuseFailure(SendOutcome outcome) {
        if (!outcome.isGood()) {
            throw outcome.failure();
        }
    }

    private SendOutcome sendTogether(
            List<Outgoing> events, List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        records.forEach(made -> sent.add(producer.send(made)));
        producer.flush();
        SendOutcome outcome = new SendOutcome();
        for (int i = 0; i < sent.size(); i++) {
            outcome.add(events.get(i).position(), sent.get(i));
        }
        return outcome;
    }

    /** Each in a batch of its own, so that the broker's answer is about it alone. */
    private SendOutcome sendOneByOne(
            List<Outgoing> events, List<ProducerRecord<byte[], byte[]>> records) {
        SendOutcome outcome = new SendOutcome();
        for (int i = 0; i < records.size() && outcome.isGood(); i++) {
            Future<RecordMetadata> sent = producer.send(records.get(i));
            producer.flush();
            outcome.add(events.get(i).position(), sent);
        }
        return outcome;
    }

    @Override
    public synchronized void settle(Batch batch) {
        guarded(
                () -> {
                    ensureTransaction(batch);
                    producer.commitTransaction();
                });
        inTransaction = false;
        oneByOne.turnOff(group);
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
        if (refused != null) {
            throw refused;
        }
        if (broken) {
            throw new IllegalStateException(
                    "the transaction of "
                            + group
                            + " has failed; the batch comes again in another");
        }
        broken = true;
        try {
            step.run();
            broken = false;
        } catch (Refused e) {
            refused = e;
            throw e;
        }
    }
}
