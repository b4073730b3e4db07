package dev.serai.route.sink;

import dev.serai.relay.Relays;
import dev.serai.relay.sink.SinkName;
import dev.serai.route.traffic.Traffic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows which route each sink's events go through, and lets one take over from another between two
 * batches: the sink's place in the log is the sink's, whichever version of its route reads on from
 * it. Thread-safe.
 */
public final class Outlets {

    private final Supplier<Relays> relays;
    private final Map<SinkName, Outlet> outlets = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Opening> opening = new AtomicReference<>();

    /** The relays are asked for when there is a sink. */
    public Outlets(Supplier<Relays> relays) {
        this.relays = relays;
    }

    /** What a file's route reads is read when it is ready as a whole; one file at a time. */
    public Opening prepare(String file, Traffic traffic) {
        Opening next = new Opening(file, traffic);
        if (!opening.compareAndSet(null, next)) {
            throw new IllegalStateException("another file is being put into use");
        }
        return next;
    }

    /** A route's beginning has started; one that nobody prepares reads at once. */
    void started(OutboxConsumer consumer) {
        Opening current = opening.get();
        if (current == null) {
            resumed(consumer);
        } else {
            current.add(consumer);
        }
    }

    /** A route's beginning goes on after a pause. */
    void resumed(OutboxConsumer consumer) {
        outlet(consumer).read(consumer);
    }

    /** A route's beginning ends; returns when its last batch has. */
    void stopped(OutboxConsumer consumer) {
        outlet(consumer).end(consumer);
    }

    private Outlet outlet(OutboxConsumer consumer) {
        return outlets.computeIfAbsent(consumer.sink(), name -> new Outlet(name, relays.get()));
    }

    /** The sinks that a file's route reads, from its start to its end. Not thread-safe. */
    public final class Opening {

        private final String file;
        private final Traffic traffic;
        private final Map<SinkName, OutboxConsumer> consumers = new ConcurrentHashMap<>();

        private Opening(String file, Traffic traffic) {
            this.file = file;
            this.traffic = traffic;
        }

        private void add(OutboxConsumer consumer) {
            if (!outlet(consumer).isFor(file)) {
                throw new IllegalStateException(
                        "another route gets the events of the sink " + consumer.sink());
            }
            consumer.count(traffic);
            consumers.put(consumer.sink(), consumer);
        }

        /** No more sinks come. */
        public void ready() {
            opening.set(null);
        }

        /**
         * From now on the next batch of its sinks comes here, as soon as the one before is done.
         */
        public void open() {
            consumers.values().forEach(consumer -> outlet(consumer).handOver(file, consumer));
        }

        /** It gets no further batch, but what is under way goes on. */
        public void close() {
            consumers.values().forEach(consumer -> outlet(consumer).giveUp(consumer));
        }

        /** Whether the last batch has ended. */
        public boolean isIdle() {
            return consumers.values().stream()
                    .noneMatch(consumer -> outlet(consumer).isRead(consumer));
        }
    }
}
