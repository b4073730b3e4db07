package dev.serai.outbox.reading;

import dev.serai.outbox.EventLog;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the log's readers. Many calls while one is under way become one more, so that a storm of
 * commits costs the readers nothing; readers are also called now and then without any, in case a
 * signal was lost.
 */
final class AppendSignal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendSignal.class);
    private static final long SAFETY_MS = 500;

    private final CopyOnWriteArraySet<Runnable> readers = new CopyOnWriteArraySet<>();
    private final Semaphore raised = new Semaphore(0);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    AppendSignal() {
        thread = Thread.ofVirtual().name("log-signal").start(this::run);
    }

    /** Something was appended. Never blocks. */
    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    EventLog.Subscription subscribe(Runnable reader) {
        // Wrapped, so that one callback subscribed twice is two subscriptions.
        Runnable own = () -> reader.run();
        readers.add(own);
        return () -> readers.remove(own);
    }

    @Override
    public void close() {
        stopped.set(true);
        thread.interrupt();
    }

    private void run() {
        while (!stopped.get()) {
            try {
                if (raised.tryAcquire(SAFETY_MS, TimeUnit.MILLISECONDS)) {
                    raised.drainPermits();
                }
                readers.forEach(AppendSignal::wake);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void wake(Runnable reader) {
        try {
            reader.run();
        } catch (RuntimeException e) {
            LOG.error("A reader of the log could not be woken; it will look by itself", e);
        }
    }
}
