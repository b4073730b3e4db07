package dev.serai.relay.kafka;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;

/**
 * Counts how often a producer has split a batch that the broker found too large. If even what comes
 * of it is too large, it goes on as fast as the broker answers, until its time is up. Thread-safe.
 */
final class Splits {

    /** Sensible splitting ends after a few rounds: once the client knows how well it compresses. */
    static final int SENSIBLE_MAX = 50;

    private static final String TOTAL = "batch-split-total";

    private final List<? extends Metric> totals;

    Splits(Producer<?, ?> producer) {
        Collection<? extends Metric> metrics = producer.metrics().values();
        this.totals = metrics.stream().filter(m -> m.metricName().name().equals(TOTAL)).toList();
    }

    long total() {
        return totals.stream()
                .map(Metric::metricValue)
                .mapToLong(value -> value instanceof Number number ? number.longValue() : 0)
                .sum();
    }
}
