package dev.serai.ingress;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests that the hub is dealing with: how many, and how many bytes they and those that are
 * still being read hold, is bounded. Once closed it takes no more, and can be waited for.
 * Thread-safe.
 */
public final class InFlight {

    private final int requestsMax;
    private final long bytesMax;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch empty = new CountDownLatch(1);

    public InFlight(int requestsMax, long bytesMax) {
        this.requestsMax = requestsMax;
        this.bytesMax = bytesMax;
    }

    /** Takes a request in if there is room for it; whoever gets true must {@link #leave}. */
    public boolean enter() {
        if (requests.incrementAndGet() <= requestsMax && !closed.get()) {
            return true;
        }
        leave();
        return false;
    }

    /** Whether one that came now would be taken in. */
    public boolean hasRoom() {
        return requests.get() < requestsMax && !closed.get();
    }

    /** Makes room for some bytes, if there is room; whoever gets true must {@link #release}. */
    public boolean hold(int count) {
        if (bytes.addAndGet(count) <= bytesMax) {
            return true;
        }
        bytes.addAndGet(-count);
        return false;
    }

    /** Gives bytes back that were held. */
    public void release(int count) {
        bytes.addAndGet(-count);
    }

    /** A request is done. */
    public void leave() {
        if (requests.decrementAndGet() == 0 && closed.get()) {
            empty.countDown();
        }
    }

    /** Takes no more requests. */
    public void close() {
        closed.set(true);
        if (requests.get() == 0) {
            empty.countDown();
        }
    }

    /** Waits, once closed, until the last request has left; false when it did not in time. */
    public boolean awaitEmpty(Duration max) throws InterruptedException {
        return empty.await(max.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isClosed() {
        return closed.get();
    }

    /** How many there are now. */
    public int count() {
        return requests.get();
    }
}
