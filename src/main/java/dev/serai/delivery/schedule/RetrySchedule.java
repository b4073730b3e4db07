package dev.serai.delivery.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again.
 *
 * @param delays how long after each failed attempt the next one comes; none for a single attempt
 */
public record RetrySchedule(List<Duration> delays) {

    /**
     * A delay is made longer or shorter by up to this share, so that retries do not march in step.
     */
    static final double JITTER = 0.15;

    private static final int DELAYS_MAX = 50;

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.size() > DELAYS_MAX) {
            throw new IllegalArgumentException("a retry schedule has at most 50 delays");
        }
        if (delays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a retry schedule has no negative delay");
        }
    }

    /** How long to wait after so many attempts have failed; empty when that was the last one. */
    public Optional<Duration> next(int failed, RandomGenerator random) {
        if (failed < 1 || failed > delays.size()) {
            return Optional.empty();
        }
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Optional.of(
                Duration.ofMillis(Math.round(delays.get(failed - 1).toMillis() * factor)));
    }

    /** After how long it is over at the latest, when one attempt takes so long. */
    public Duration horizon(Duration attempt) {
        Duration total = delays.stream().reduce(Duration.ZERO, Duration::plus);
        return Duration.ofMillis(Math.round(total.toMillis() * (1 + JITTER))).plus(attempt);
    }
}
