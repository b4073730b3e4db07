package dev.serai.relay.handover;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How a relay's thread waits: for entries, or for a time; a stop ends both at once. Thread-safe.
 */
public final class Pause {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore appended = new Semaphore(0);

    /** There are new entries. Never blocks. */
    public void wake() {
        if (appended.availablePermits() == 0) {
            appended.release();
        }
    }

    /** For ever. */
    public void stop() {
        stopped.countDown();
        wake();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** What is appended from now on will be waited for no more. */
    public void expectEntries() {
        appended.drainPermits();
    }

    /** Until there are entries, a time has passed, or the stop. */
    public void untilEntries(Duration atMost) throws InterruptedException {
        if (!isStopped() && appended.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            appended.drainPermits();
        }
    }

    /** Sits a time out, whatever is appended; only the stop ends it. Answers whether it did. */
    public boolean sitOut(Duration time) throws InterruptedException {
        return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
