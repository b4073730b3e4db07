package dev.serai.ops.health;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something again and again on a thread of its own and remembers what it saw last, so that
 * probes and scrapes cost nothing however many come, and never wait.
 */
public final class Watch<T> implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Watch.class);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final String name;
    private final Supplier<T> look;
    private final ScheduledExecutorService executor;
    private volatile T latest;

    /**
     * @param first what was seen before the first look
     * @param every the time between looks; the first look is made at once
     */
    public Watch(String name, Duration every, T first, Supplier<T> look) {
        this.name = name;
        this.look = look;
        this.latest = first;
        this.executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("watch-" + name).factory());
        executor.scheduleWithFixedDelay(
                this::lookAgain, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What was seen last. */
    public T latest() {
        return latest;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.debug("the look at {} goes on while the hub stops", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAgain() {
        try {
            latest = look.get();
        } catch (RuntimeException e) {
            LOGGER.debug(
                    "cannot look at {}, what was seen last holds until the next look", name, e);
        }
    }
}
