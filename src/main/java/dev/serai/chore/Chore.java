package dev.serai.chore;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Something that is done again and again, on a virtual thread of its own. A turn that fails is told
 * and harms no other. As a bean it starts and ends with the hub. Thread-safe.
 */
public final class Chore implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Chore.class);

    private final String what;
    private final Duration pause;
    private final Turn turn;
    private final AtomicReference<@Nullable CountDownLatch> running = new AtomicReference<>();

    /** What is done at a turn. */
    public interface Turn {

        /** Does it; whatever it throws, the next turn comes. */
        void take() throws Exception;
    }

    /**
     * A chore.
     *
     * @param what it is, for the log: {@code trimming the audit trail}
     * @param pause between two turns
     */
    public Chore(String what, Duration pause, Turn turn) {
        this.what = what;
        this.pause = pause;
        this.turn = turn;
    }

    /** Begins, with a turn at once. */
    @Override
    public void start() {
        start(true);
    }

    /** Takes a turn before it returns, and goes on by itself. */
    public void startWithTurn() {
        take();
        start(false);
    }

    private void start(boolean atOnce) {
        CountDownLatch stopped = new CountDownLatch(1);
        if (running.compareAndSet(null, stopped)) {
            Thread.ofVirtual().name(what).start(() -> run(stopped, atOnce));
        }
    }

    /** Ends; a turn that is being taken may go on for a moment. */
    @Override
    public void stop() {
        CountDownLatch stopped = running.getAndSet(null);
        if (stopped != null) {
            stopped.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
    }

    private void run(CountDownLatch stopped, boolean atOnce) {
        try {
            if (atOnce) {
                take();
            }
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The backstop of the loop. */
    private void take() {
        try {
            turn.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("{} failed; the next try is in {}", what, pause, e);
        }
    }
}
