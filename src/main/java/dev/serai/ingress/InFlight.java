package dev.serai.ingress;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests that the hub is dealing with: how many, and how many bytes they hold, is bounded.
 * Once closed it takes no more, and can be waited for. Thread-safe.
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
        leave(0);
        return false;
    }

    /** Makes room for some of its bytes, if there is room; they are to be given back. */
    public boolean hold(int count) {
        if (bytes.addAndGet(count) <= bytesMax) {
            return true;
        }
        bytes.addAndGet(-count);
        return false;
    }

    /** A request is done, and so are the bytes that it held. */
    public void leave(int held) {
        bytes.addAndGet(-held);
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
