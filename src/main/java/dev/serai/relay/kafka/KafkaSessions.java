package dev.serai.relay.kafka;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Place;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.batch.CannotContinue;
import dev.serai.relay.batch.Session;
import dev.serai.relay.cursor.CheckPlaces;
import dev.serai.relay.cursor.CursorMirror;
import dev.serai.relay.cursor.Sessions;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.sink.From;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sessions whose places are in Kafka, in the transactions that hold the records. Thread-safe. */
final class KafkaSessions implements Sessions {

    private static final int INCARNATION_PREFIX = 8;

    private final EventLog log;
    private final ParkedEvents parked;
    private final CursorMirror mirror;
    private final KafkaClients clients;
    private final Topics topics;
    private final String cursorTopic;
    private final LongSupplier ticker;
    private final CheckPlaces check;
    private final ReadCursors cursors;
    private final OneByOne oneByOne;

    KafkaSessions(
            EventLog log,
            ParkedEvents parked,
            CursorMirror mirror,
            KafkaClients clients,
            Topics topics,
            String cursorTopic,
            LongSupplier ticker) {
        this.log = log;
        this.parked = parked;
        this.mirror = mirror;
        this.clients = clients;
        this.topics = topics;
        this.cursorTopic = cursorTopic;
        this.ticker = ticker;
        this.check = new CheckPlaces(log);
        this.cursors = new ReadCursors(clients, cursorTopic, ticker);
        this.oneByOne = new OneByOne();
    }

    @Override
    public Session open(LeasedGroup group, From from) {
        UUID incarnation = log.incarnation();
        List<Place> mirrored = mirror.read(group);
        topics.checkCursors(!mirrored.isEmpty());
        topics.makeWanted();
        Producer<byte[], byte[]> producer = clients.producer(transactionalId(group, incarnation));
        boolean opened = false;
        try {
            // This order is what makes it exactly once: only after it, nobody else can commit.
            producer.initTransactions();
            ReadCursors.Stored stored = cursors.read(group);
            Session session = open(group, from, incarnation, producer, stored);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                producer.close(Duration.ZERO);
            }
        }
    }

    private Session open(
            LeasedGroup group,
            From from,
            UUID incarnation,
            Producer<byte[], byte[]> producer,
            ReadCursors.Stored stored) {
        List<Place> known = checked(group, incarnation, stored);
        List<Integer> missing = new ArrayList<>(group.group().shards());
        missing.removeAll(stored.places().keySet());
        List<Place> first = missing.isEmpty() ? List.of() : from.places(log, missing);
        List<Place> all = new ArrayList<>(known);
        all.addAll(first);
        TidyReplays replays = new TidyReplays(group, cursorTopic, parked);
        Places places = new Places(group, cursorTopic, incarnation, mirror, ticker);
        places.committed(known);
        KafkaSession session =
                new KafkaSession(
                        group,
                        producer,
                        all,
                        places,
                        replays,
                        new SendRecords(group, producer, clients.limits(), oneByOne, ticker));
        replays.committed(stored.replays());
        session.begin(first);
        return session;
    }

    /** The stored places, if nothing is wrong with them. */
    private List<Place> checked(LeasedGroup group, UUID incarnation, ReadCursors.Stored stored) {
        for (StoredPlace place : stored.places().values()) {
            check.incarnation(
                    group,
                    place.incarnation(),
                    incarnation,
                    "or if two hubs of different databases share this Kafka, name another"
                            + " serai.kafka.cursor-topic");
        }
        for (Place copy : mirror.read(group)) {
            StoredPlace place = stored.places().get(copy.position().shard());
            if (place == null || place.place().position().offset() < copy.position().offset()) {
                throw new CannotContinue(
                        "Kafka's topic "
                                + cursorTopic
                                + " has lost the place of "
                                + group
                                + ": it says "
                                + (place == null ? "nothing" : place.place().position())
                                + " where "
                                + copy.position()
                                + " was committed. To go on would repeat events");
            }
        }
        List<Place> places = stored.places().values().stream().map(StoredPlace::place).toList();
        check.places(places);
        return places;
    }

    /** Whoever served the group before is fenced off first, and cannot write its places again. */
    @Override
    public void forget(LeasedGroup group) {
        topics.checkCursors(false);
        try (Producer<byte[], byte[]> producer =
                clients.producer(transactionalId(group, log.incarnation()))) {
            producer.initTransactions();
            ReadCursors.Stored stored = cursors.read(group);
            List<byte[]> keys = new ArrayList<>();
            stored.places().keySet().forEach(shard -> keys.add(CursorKey.ofShard(group, shard)));
            stored.replays().forEach(parked -> keys.add(CursorKey.ofReplay(group, parked)));
            if (!keys.isEmpty()) {
                producer.beginTransaction();
                int partition = group.group().number();
                keys.forEach(
                        key ->
                                producer.send(
                                        new ProducerRecord<>(cursorTopic, partition, key, null)));
                producer.commitTransaction();
            }
        }
    }

    static String transactionalId(LeasedGroup group, UUID incarnation) {
        return "serai-"
                + incarnation.toString().substring(0, INCARNATION_PREFIX)
                + "-"
                + group.sink()
                + "-"
                + group.group().number();
    }
}
