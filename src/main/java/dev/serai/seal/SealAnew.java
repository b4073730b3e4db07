package dev.serai.seal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Seals with the current master key what was sealed with another one, or was plain: once, beside
 * the hub's start. When all hubs have done it, the other keys are needed no more.
 */
final class SealAnew implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SealAnew.class);
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Seal seal;
    private final List<Sealed> stores;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Spring starts what does not run yet, and nothing else. */
    private final AtomicBoolean running = new AtomicBoolean();

    SealAnew(Seal seal, List<Sealed> stores) {
        this.seal = seal;
        this.stores = List.copyOf(stores);
    }

    @Override
    public void start() {
        running.set(true);
        if (!seal.isPlain()) {
            Thread.ofVirtual().name("seal-anew").start(this::run);
        }
    }

    @Override
    public void stop() {
        running.set(false);
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    private void run() {
        try {
            while (!isDone() && !stopped.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Sealing secrets anew goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() {
        try {
            int sealed = 0;
            for (Sealed store : stores) {
                int some = Sealed.ROWS_MAX;
                while (some >= Sealed.ROWS_MAX && stopped.getCount() > 0) {
                    some = store.sealAnew();
                    sealed += some;
                }
            }
            if (sealed > 0) {
                LOG.info("Secrets of {} rows were sealed with the current master key", sealed);
            }
            return true;
        } catch (DataAccessException e) {
            LOG.warn("Secrets could not be sealed anew; trying again in {}", AGAIN, e);
            return false;
        }
    }
}
