package dev.serai.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Durations in nanoseconds, up to a fixed number of them. Thread-safe while they are added. */
final class Latencies {

    private final long[] nanos;
    private final AtomicInteger size = new AtomicInteger();

    Latencies(int max) {
        nanos = new long[max];
    }

    void add(long duration) {
        int index = size.getAndIncrement();
        if (index < nanos.length) {
            nanos[index] = duration;
        }
    }

    int count() {
        return Math.min(size.get(), nanos.length);
    }

    /** A percentile in milliseconds. */
    double millis(double percent) {
        long[] sorted = Arrays.copyOf(nanos, count());
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(percent / 100 * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms",
                millis(50),
                millis(95),
                millis(99),
                millis(100));
    }
}
