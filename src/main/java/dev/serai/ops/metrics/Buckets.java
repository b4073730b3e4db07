package dev.serai.ops.metrics;

import java.time.Duration;
import java.util.stream.IntStream;

/** The bounds that durations and sizes are sorted by; few, since each is a series. */
final class Buckets {

    /** For what a sender waits for. */
    static final Duration[] ANSWERS =
            IntStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    /** For batches of events. */
    static final double[] BATCHES = {1, 2, 5, 10, 25, 50, 100, 250, 500};

    private Buckets() {}
}
