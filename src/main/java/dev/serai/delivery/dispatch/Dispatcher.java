package dev.serai.delivery.dispatch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one round follow another: when something is due, when it is told to, and now and then. */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Between two rounds, so that each of them has something to do. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final DispatchDueDeliveries dispatch;
    private final SweepDeliveries sweep;
    private final DispatchSignal signal;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private long sweptAt = System.nanoTime();

    /** Makes one that does nothing yet. */
    public Dispatcher(
            DispatchDueDeliveries dispatch, SweepDeliveries sweep, DispatchSignal signal) {
        this.dispatch = dispatch;
        this.sweep = sweep;
        this.signal = signal;
    }

    public void start() {
        Thread.ofPlatform().name("serai-delivery-dispatcher").daemon().start(this::run);
    }

    /** Claims nothing more when it returns. */
    @Override
    public void close() {
        stopping.countDown();
        signal.raise();
        try {
            if (!ended.await(POLL.toMillis() * 5, TimeUnit.MILLISECONDS)) {
                LOG.warn("The dispatcher is still waiting for the database; it ends with the hub");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                Duration next = round();
                signal.await(next.compareTo(PAUSE) < 0 ? PAUSE : next);
                stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** The backstop of the loop. */
    private Duration round() {
        try {
            sweep();
            return dispatch.round(POLL);
        } catch (RuntimeException e) {
            LOG.warn("Waiting deliveries could not be looked for; looking again in {}", POLL, e);
            return POLL;
        }
    }

    private void sweep() {
        if (System.nanoTime() - sweptAt < SWEEP.toNanos()) {
            return;
        }
        sweptAt = System.nanoTime();
        sweep.run(() -> stopping.getCount() > 0);
    }
}
