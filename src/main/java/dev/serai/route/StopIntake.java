package dev.serai.route;

import dev.serai.ingress.InFlight;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The first thing when the hub stops: no new requests are taken in, and those under way are
 * answered, while all that they need still runs.
 */
final class StopIntake implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StopIntake.class);
    private static final Duration WAIT_MAX = Duration.ofSeconds(15);

    private final InFlight inFlight;
    private final LoadRoutes routes;
    private final AtomicBoolean running = new AtomicBoolean();

    StopIntake(InFlight inFlight, LoadRoutes routes) {
        this.inFlight = inFlight;
        this.routes = routes;
    }

    @Override
    public void start() {
        running.set(true);
    }

    @Override
    public void stop() {
        routes.close();
        inFlight.close();
        try {
            if (!inFlight.awaitEmpty(WAIT_MAX)) {
                LOG.warn(
                        "{} requests are still under way; the hub stops without them",
                        inFlight.count());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.set(false);
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    /** The highest phase stops first: before the web server and the Camel context. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
