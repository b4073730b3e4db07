package dev.serai.ops.metrics;

import dev.serai.parked.ParkedEvent;
import dev.serai.relay.handover.RelayListener;
import dev.serai.relay.sink.SinkName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what the relays do. */
final class RelayMeters implements RelayListener {

    private final MeterRegistry registry;
    private final Map<SinkName, AtomicInteger> groups = new ConcurrentHashMap<>();

    RelayMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void delivered(SinkName sink, int events, Duration took) {
        registry.counter("serai.relay.delivered", tags(sink)).increment(events);
        registry.timer("serai.relay.batch", tags(sink)).record(took);
    }

    @Override
    public void failed(SinkName sink, Throwable cause) {
        registry.counter("serai.relay.failures", tags(sink)).increment();
    }

    @Override
    public void parked(SinkName sink, ParkedEvent.Reason reason) {
        Tags tags = tags(sink).and("reason", reason.wire());
        registry.counter("serai.relay.parked", tags).increment();
    }

    @Override
    public void leaseGained(SinkName sink, int group) {
        groups(sink).incrementAndGet();
    }

    @Override
    public void leaseLost(SinkName sink, int group) {
        groups(sink).decrementAndGet();
    }

    private AtomicInteger groups(SinkName sink) {
        return groups.computeIfAbsent(
                sink,
                name -> registry.gauge("serai.relay.groups", tags(name), new AtomicInteger()));
    }

    private static Tags tags(SinkName sink) {
        return Tags.of("sink", sink.value());
    }
}
