package dev.serai.relay.kafka;

import dev.serai.relay.batch.Batch;
import java.util.List;

/**
 * The transaction that holds a batch's records and the sink's place. The relay commits it when the
 * route is done with the batch, whatever the route left out or added. Thread-safe.
 */
public interface KafkaTransaction {

    /**
     * Sends records as part of the batch's transaction, and waits until Kafka has them.
     *
     * @throws dev.serai.relay.batch.Refused if Kafka will never take some of them; none is sent
     *     then
     * @throws RuntimeException if Kafka is away, or another hub has taken over
     */
    void send(Batch batch, List<Outgoing> records);
}
