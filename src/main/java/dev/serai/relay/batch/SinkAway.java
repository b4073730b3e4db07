package dev.serai.relay.batch;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sink can take nothing for now: it is tried again until it can. Its message is for people, and
 * holds no secret.
 */
public final class SinkAway extends RuntimeException {

    private final @Nullable Duration retryAfter;

    public SinkAway(String message) {
        this(message, null);
    }

    /**
     * @param retryAfter how long it wants to be left alone; null if it does not say
     */
    public SinkAway(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
