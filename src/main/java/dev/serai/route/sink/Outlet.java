package dev.serai.route.sink;

import dev.serai.relay.Relays;
import dev.serai.relay.sink.SinkName;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sink, and which route is to read it. At most one does: the next one begins when the one
 * before has ended, which takes as long as its batch in hand. Thread-safe.
 */
final class Outlet {

    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    private final SinkName sink;
    private final Relays relays;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicReference<Wanted> wanted = new AtomicReference<>(Wanted.NOBODY);
    private final AtomicReference<@Nullable OutboxConsumer> reading = new AtomicReference<>();

    Outlet(SinkName sink, Relays relays) {
        this.sink = sink;
        this.relays = relays;
    }

    /** Who is to read, and which file it is of; the file is empty where nobody knows. */
    private record Wanted(String file, @Nullable OutboxConsumer consumer) {

        private static final Wanted NOBODY = new Wanted("", null);
    }

    /** Whether no other file has it. */
    boolean isFor(String file) {
        Wanted now = wanted.get();
        return now.consumer() == null || now.file().isEmpty() || now.file().equals(file);
    }

    /** Whether a route has a batch in hand, or may get one. */
    boolean isRead(OutboxConsumer consumer) {
        return reading.get() == consumer;
    }

    /** A route that no file is known of reads from now on; an exception means that it does not. */
    void read(OutboxConsumer next) {
        Wanted now = wanted.get();
        if (now.consumer() != null || !wanted.compareAndSet(now, new Wanted("", next))) {
            throw new IllegalStateException("sink " + sink + " is served by another route already");
        }
        settle();
    }

    /** A route is to read as soon as its predecessor has ended. Does not wait. */
    void handOver(String file, OutboxConsumer next) {
        wanted.set(new Wanted(file, next));
        settleSoon();
    }

    /** A route is not to read any more. Does not wait. */
    void giveUp(OutboxConsumer consumer) {
        if (forget(consumer)) {
            settleSoon();
        }
    }

    /** A route does not read any more. Waits for its batch in hand, within bounds. */
    void end(OutboxConsumer consumer) {
        forget(consumer);
        settle();
    }

    private boolean forget(OutboxConsumer consumer) {
        Wanted now = wanted.get();
        return now.consumer() == consumer && wanted.compareAndSet(now, Wanted.NOBODY);
    }

    private void settleSoon() {
        Thread.ofVirtual().name("outlet-" + sink).start(this::settle);
    }

    /** Brings about what is wanted by now, which a later call may have changed. */
    private void settle() {
        turn.lock();
        try {
            Wanted next = wanted.get();
            OutboxConsumer before = reading.get();
            if (next.consumer() == before) {
                return;
            }
            if (before != null) {
                relays.unregister(sink);
                reading.set(null);
            }
            if (next.consumer() != null) {
                begin(next, next.consumer(), before);
            }
        } finally {
            turn.unlock();
        }
    }

    /** A route that cannot begin leaves its place to the one before it. */
    private void begin(Wanted next, OutboxConsumer consumer, @Nullable OutboxConsumer before) {
        try {
            begin(consumer);
        } catch (RuntimeException e) {
            if (before == null) {
                wanted.compareAndSet(next, Wanted.NOBODY);
                throw e;
            }
            LOG.error("Sink {} goes on with its route as it was: {}", sink, e.getMessage());
            wanted.compareAndSet(next, new Wanted(next.file(), before));
            begin(before);
        }
    }

    private void begin(OutboxConsumer consumer) {
        if (relays.canKeepIn(consumer.options().keeper())) {
            relays.register(sink, consumer.options(), consumer::handle);
        } else {
            LOG.info("Sink {} is not served: its place is kept in Kafka, and there is none", sink);
        }
        reading.set(consumer);
    }
}
