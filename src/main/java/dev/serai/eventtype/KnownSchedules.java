package dev.serai.eventtype;

import dev.serai.delivery.TypeSchedules;
import dev.serai.tenant.Owner;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The retry schedules of all kinds of events, in memory; asked for anew every few seconds. */
final class KnownSchedules implements TypeSchedules, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KnownSchedules.class);

    private final PostgresEventTypes types;
    private final Duration interval;
    private final AtomicReference<Map<String, List<Duration>>> known =
            new AtomicReference<>(Map.of());
    private final AtomicReference<@Nullable ScheduledExecutorService> timer =
            new AtomicReference<>();

    KnownSchedules(PostgresEventTypes types, Duration interval) {
        this.types = types;
        this.interval = interval;
    }

    @Override
    public @Nullable List<Duration> of(Owner owner, String type) {
        return known.get().get(PostgresEventTypes.key(owner.tenant(), type));
    }

    @Override
    public @Nullable List<Duration> longest() {
        return known.get().values().stream()
                .max(Comparator.comparing(KnownSchedules::sum))
                .orElse(null);
    }

    private static Duration sum(List<Duration> schedule) {
        return schedule.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void start() {
        ScheduledExecutorService started =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("serai-event-types").daemon().factory());
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
            known.set(types.schedules());
        } catch (RuntimeException e) {
            LOG.warn("Retry schedules of event types could not be asked for; asking again soon", e);
        }
    }
}
