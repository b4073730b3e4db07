package dev.serai.delivery.lane;

import dev.serai.tenant.Owner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The hub's hands, each of which makes one attempt at a time. An owner gets another one only while
 * it has fewer than are free: alone it may have half of all, of two each a third, and whoever comes
 * new always finds some. Thread-safe.
 */
public final class Hands {

    private final int all;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Map<Owner, Integer> taken = new HashMap<>();
    private int free;

    public Hands(int all) {
        this.all = all;
        this.free = all;
    }

    public boolean tryTake(Owner owner) {
        lock.lock();
        try {
            int has = taken.getOrDefault(owner, 0);
            if (has >= free) {
                return false;
            }
            free--;
            taken.put(owner, has + 1);
            return true;
        } finally {
            lock.unlock();
        }
    }

    public void giveBack(Owner owner) {
        lock.lock();
        try {
            free++;
            taken.computeIfPresent(owner, (o, has) -> has == 1 ? null : has - 1);
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether an owner would get one. */
    public boolean hasFor(Owner owner) {
        lock.lock();
        try {
            return taken.getOrDefault(owner, 0) < free;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all are free, or for so long; whether they are. */
    boolean awaitIdle(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long nanos = most.toNanos();
            while (free < all && nanos > 0) {
                nanos = released.awaitNanos(nanos);
            }
            return free == all;
        } finally {
            lock.unlock();
        }
    }
}
