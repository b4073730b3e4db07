package dev.serai.ops.metrics;

import dev.serai.stream.StreamListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts live readers and what they were sent. */
final class StreamMeters implements StreamListener {

    private final AtomicInteger readers;
    private final Counter sent;
    private final Counter cut;
    private final Counter reset;
    private final Counter turnedAway;

    StreamMeters(MeterRegistry registry) {
        this.readers = new AtomicInteger();
        registry.gauge("serai.stream.readers", readers);
        this.sent = registry.counter("serai.stream.sent");
        this.cut = registry.counter("serai.stream.cut");
        this.reset = registry.counter("serai.stream.reset");
        this.turnedAway = registry.counter("serai.stream.turned.away");
    }

    @Override
    public void opened() {
        readers.incrementAndGet();
    }

    @Override
    public void closed() {
        readers.decrementAndGet();
    }

    @Override
    public void sent(int events) {
        sent.increment(events);
    }

    @Override
    public void cut() {
        cut.increment();
    }

    @Override
    public void reset() {
        reset.increment();
    }

    @Override
    public void turnedAway() {
        turnedAway.increment();
    }
}
