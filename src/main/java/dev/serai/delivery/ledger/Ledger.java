package dev.serai.delivery.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what is to be written and writes it in batches, one after another: soon when somebody is
 * in a hurry, else after a moment. While the database is away it waits and tries again; nothing
 * that was entered is forgotten while the hub lives.
 */
public final class Ledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private static final Duration LINGER = Duration.ofMillis(50);
    private static final int BATCH_MAX = 500;
    private static final int WAITING_MAX = 100_000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final WriteLedger writing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean hurry;
    private boolean closed;

    public Ledger(WriteLedger writing) {
        this.writing = writing;
    }

    public void start() {
        Thread.ofPlatform().name("serai-delivery-ledger").daemon().start(this::run);
    }

    /** Enters something; done when it is durable, failed when it will not be. */
    public CompletableFuture<Void> enter(LedgerEntry entry) {
        Pending pending = new Pending(entry, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed || waiting.size() >= WAITING_MAX) {
                pending.written().completeExceptionally(new DeliveryStopped(closed));
            } else {
                waiting.add(pending);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return pending.written();
    }

    /** Writes what was entered without waiting for more: nobody is about to enter more. */
    public void hurry() {
        lock.lock();
        try {
            hurry = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is there and ends; what cannot be written within some seconds fails. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!ended.await(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Some attempts could not be recorded; their events are delivered again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writing.giveUp();
        }
    }

    private void run() {
        try {
            List<Pending> batch = gather();
            while (!batch.isEmpty()) {
                writing.write(batch);
                batch = gather();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** What is to be written next; nothing when this is closed and all is written. */
    private List<Pending> gather() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                if (closed) {
                    return List.of();
                }
                changed.await();
            }
            long nanos = LINGER.toNanos();
            while (!hurry && !closed && waiting.size() < BATCH_MAX && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            List<Pending> batch = new ArrayList<>();
            while (batch.size() < BATCH_MAX && !waiting.isEmpty()) {
                batch.add(waiting.poll());
            }
            hurry = hurry && !waiting.isEmpty();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** An entry, and who waits for it. */
    record Pending(LedgerEntry entry, CompletableFuture<Void> written) {}
}
