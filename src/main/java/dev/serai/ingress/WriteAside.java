package dev.serai.ingress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records of requests aside from the requests and at a bounded pace, so that a flood of them
 * costs the others nothing: what does not fit is dropped and counted. Thread-safe.
 */
final class WriteAside<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteAside.class);
    private static final int WAITING_MAX = 500;
    private static final int BATCH_MAX = 100;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final String what;
    private final Consumer<List<T>> store;
    private final IntConsumer lost;
    private final BlockingQueue<T> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicInteger dropped = new AtomicInteger();
    private final ScheduledExecutorService writer;

    /**
     * Writes records.
     *
     * @param what what they are, in the plural, for the log
     * @param store takes a batch, maybe an empty one
     * @param lost is told how many were dropped
     */
    WriteAside(String what, Consumer<List<T>> store, IntConsumer lost) {
        this.what = what;
        this.store = store;
        this.lost = lost;
        this.writer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name(what).daemon().factory());
    }

    /** Begins to write. */
    void start() {
        writer.scheduleWithFixedDelay(
                this::write, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether there is room for another. */
    boolean hasRoom() {
        return waiting.remainingCapacity() > 0;
    }

    /** Takes a record to be written; never waits. */
    boolean offer(T record) {
        return waiting.offer(record);
    }

    /** Counts a record that is not written. */
    void drop() {
        dropped.incrementAndGet();
    }

    /** Writes what waits. The backstop of its loop: what it cannot write is dropped. */
    private void write() {
        List<T> batch = new ArrayList<>();
        waiting.drainTo(batch, BATCH_MAX);
        int gone = dropped.getAndSet(0);
        try {
            store.accept(batch);
        } catch (RuntimeException e) {
            LOG.warn("Dropped {} {}: {}", batch.size(), what, e.getMessage());
            gone += batch.size();
        }
        if (gone > 0) {
            lost.accept(gone);
        }
    }

    /** Writes a last time. */
    @Override
    public void close() {
        writer.shutdown();
        write();
    }
}
