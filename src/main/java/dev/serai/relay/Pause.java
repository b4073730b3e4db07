package dev.serai.relay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How a relay's thread waits: for entries, or for a time; a stop ends both at once. Thread-safe.
 */
final class Pause {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore appended = new Semaphore(0);

    /** There are new entries. Never blocks. */
    void wake() {
        if (appended.availablePermits() == 0) {
            appended.release();
        }
    }

    /** For ever. */
    void stop() {
        stopped.countDown();
        wake();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** What is appended from now on will be waited for no more. */
    void expectEntries() {
        appended.drainPermits();
    }

    /** Until there are entries, a time has passed, or the stop. */
    void untilEntries(Duration atMost) throws InterruptedException {
        if (!isStopped() && appended.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            appended.drainPermits();
        }
    }

    /** Sits a time out, whatever is appended; only the stop ends it. Answers whether it did. */
    boolean sitOut(Duration time) throws InterruptedException {
        return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
