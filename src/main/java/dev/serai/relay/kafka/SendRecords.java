package dev.serai.relay.kafka;

import dev.serai.relay.lease.LeasedGroup;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records within a transaction and waits for Kafka's answers. */
final class SendRecords {

    private final LeasedGroup group;
    private final Producer<byte[], byte[]> producer;
    private final Limits limits;
    private final OneByOne oneByOne;
    private final LongSupplier ticker;
    private final Splits splits;

    SendRecords(
            LeasedGroup group,
            Producer<byte[], byte[]> producer,
            Limits limits,
            OneByOne oneByOne,
            LongSupplier ticker) {
        this.group = group;
        this.producer = producer;
        this.limits = limits;
        this.oneByOne = oneByOne;
        this.ticker = ticker;
        this.splits = new Splits(producer);
    }

    /**
     * What is not even tried.
     *
     * @param bytesMax the largest record
     * @param answerWithin Kafka is away if it has not answered by then; the client alone would wait
     *     for ever for a transaction's coordinator
     */
    record Limits(int bytesMax, Duration answerWithin) {}

    /**
     * Records of events.
     *
     * @throws dev.serai.relay.batch.Refused if some are too large
     */
    List<ProducerRecord<byte[], byte[]>> records(List<Outgoing> events) {
        return Records.of(events, limits.bytesMax());
    }

    /**
     * Sends the records of events.
     *
     * @throws dev.serai.relay.batch.Refused if Kafka will never take some of them
     */
    void send(List<Outgoing> events, List<ProducerRecord<byte[], byte[]>> records) {
        if (oneByOne.isOn(group)) {
            sendOneByOne(events, records);
            return;
        }
        SendOutcome outcome = outcome(events, records);
        if (!outcome.isCertain()) {
            oneByOne.turnOn(group);
            throw new IllegalStateException(
                    "Kafka took not all records and does not say which are at fault; they are sent"
                            + " one by one now",
                    outcome.failure());
        }
        outcome.throwFailure();
    }

    /** Each in a batch of its own, so that the broker's answer is about it alone. */
    private void sendOneByOne(List<Outgoing> events, List<ProducerRecord<byte[], byte[]>> records) {
        for (int i = 0; i < records.size(); i++) {
            outcome(events.subList(i, i + 1), records.subList(i, i + 1)).throwFailure();
        }
    }

    private SendOutcome outcome(
            List<Outgoing> events, List<ProducerRecord<byte[], byte[]>> records) {
        Answers answers = new Answers(ticker, splits);
        for (int i = 0; i < records.size(); i++) {
            producer.send(records.get(i), answers.to(events.get(i).position()));
        }
        return answers.await(limits.answerWithin());
    }

    /** They are committed. */
    void committed() {
        oneByOne.turnOff(group);
    }
}
