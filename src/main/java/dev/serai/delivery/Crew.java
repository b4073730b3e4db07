package dev.serai.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work of one endpoint with a bounded number of hands; what is more waits in a bounded
 * queue. The hands are taken from those of the hub and given back when there is nothing to do.
 */
final class Crew {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final int handsMax;
    private final int queueMax;
    private final Semaphore hands;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int busy;

    /**
     * Makes an idle one.
     *
     * @param hands those of the hub
     * @param threads a thread for each hand
     */
    Crew(int handsMax, int queueMax, Semaphore hands, Executor threads) {
        this.handsMax = handsMax;
        this.queueMax = queueMax;
        this.hands = hands;
        this.threads = threads;
    }

    /** Takes a piece of work that does not throw; false when there is too much to do already. */
    boolean offer(Runnable work) {
        lock.lock();
        try {
            if (queue.size() >= queueMax) {
                return false;
            }
            boolean further = busy < handsMax && hands.tryAcquire();
            if (!further && busy == 0) {
                return false; // the whole hub is at its limit, and nobody here would come back
            }
            queue.add(work);
            if (further) {
                busy++;
                threads.execute(this::work);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many pieces of work it has. */
    int load() {
        lock.lock();
        try {
            return busy + queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        Runnable next = next();
        while (next != null) {
            run(next);
            next = next();
        }
    }

    /** The backstop: a hand that dies of a bug would be missing for ever. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("A delivery was dropped by a bug; its row or its batch brings it back", e);
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = queue.poll();
            if (next == null) {
                busy--;
                hands.release();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
