package dev.serai.subscription;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Asks again and again what other hubs have changed. */
final class KeepEndpointsFresh implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeepEndpointsFresh.class);

    private final Endpoints endpoints;
    private final Duration interval;
    private final AtomicReference<@Nullable ScheduledExecutorService> timer =
            new AtomicReference<>();

    KeepEndpointsFresh(Endpoints endpoints, Duration interval) {
        this.endpoints = endpoints;
        this.interval = interval;
    }

    @Override
    public void start() {
        ScheduledExecutorService started =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("serai-endpoints").daemon().factory());
        timer.set(started);
        started.scheduleWithFixedDelay(
                this::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer.getAndSet(null);
        if (running != null) {
            running.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return timer.get() != null;
    }

    /** The backstop of the loop: an exception would end the timer. */
    private void refresh() {
        try {
            endpoints.refresh();
        } catch (RuntimeException e) {
            LOG.warn("Changes of endpoints could not be asked for; asking again soon", e);
        }
    }
}
