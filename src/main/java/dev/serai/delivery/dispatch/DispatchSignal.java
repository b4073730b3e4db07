package dev.serai.delivery.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the dispatcher that looking is worth while. Many calls before it looks are as one. */
public final class DispatchSignal {

    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits until it is raised, or for so long. */
    void await(Duration most) throws InterruptedException {
        if (raised.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
            raised.drainPermits();
        }
    }
}
