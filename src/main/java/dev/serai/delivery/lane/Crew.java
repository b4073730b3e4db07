package dev.serai.delivery.lane;

import dev.serai.event.Priority;
import dev.serai.tenant.Owner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work of one endpoint with a bounded number of hands; what is more waits in a bounded
 * queue, the most urgent first. The hands are taken from those of the hub and given back when there
 * is nothing to do.
 */
public final class Crew {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final int queueMax;
    private final Hands hands;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Deque<Runnable>> queues = new ArrayList<>();
    private int queued;
    private int handsMax;
    private int busy;

    /**
     * Makes an idle one.
     *
     * @param hands those of the hub
     * @param threads a thread for each hand
     */
    Crew(int handsMax, int queueMax, Hands hands, Executor threads) {
        this.handsMax = handsMax;
        this.queueMax = queueMax;
        this.hands = hands;
        this.threads = threads;
        for (int i = 0; i < Priority.values().length; i++) {
            queues.add(new ArrayDeque<>());
        }
    }

    /** How many hands it may have from now on; hands that are too many end after their work. */
    void limit(int most) {
        lock.lock();
        try {
            handsMax = most;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a piece of work that does not throw; false when there is too much to do already. */
    boolean offer(Owner owner, Priority priority, Runnable work) {
        lock.lock();
        try {
            if (queued >= queueMax) {
                return false;
            }
            boolean further = busy < handsMax && hands.tryTake(owner);
            if (!further && busy == 0) {
                return false; // the whole hub is at its limit, and nobody here would come back
            }
            queues.get(priority.ordinal()).add(work);
            queued++;
            if (further) {
                busy++;
                threads.execute(() -> work(owner));
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
            return busy + queued;
        } finally {
            lock.unlock();
        }
    }

    private void work(Owner owner) {
        Runnable next = next(owner);
        while (next != null) {
            run(next);
            next = next(owner);
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

    private @Nullable Runnable next(Owner owner) {
        lock.lock();
        try {
            Runnable next = busy > handsMax ? null : mostUrgent();
            if (next == null) {
                busy--;
                hands.giveBack(owner);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable mostUrgent() {
        for (int i = queues.size() - 1; i >= 0; i--) {
            Runnable next = queues.get(i).poll();
            if (next != null) {
                queued--;
                return next;
            }
        }
        return null;
    }
}
