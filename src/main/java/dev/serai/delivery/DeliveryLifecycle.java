package dev.serai.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the engine before the routes that feed it, and stops it when they and the web server have
 * stopped.
 */
final class DeliveryLifecycle implements SmartLifecycle {

    private final DeliveryEngine engine;
    private final AtomicBoolean running = new AtomicBoolean();

    DeliveryLifecycle(DeliveryEngine engine) {
        this.engine = engine;
    }

    @Override
    public void start() {
        if (running.compareAndSet(false, true)) {
            engine.start();
        }
    }

    @Override
    public void stop() {
        if (running.compareAndSet(true, false)) {
            engine.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    /** Routes and the web server have far higher ones: they start later and stop sooner. */
    @Override
    public int getPhase() {
        return 0;
    }
}
