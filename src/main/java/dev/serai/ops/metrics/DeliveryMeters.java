package dev.serai.ops.metrics;

import dev.serai.delivery.settle.DeliveryListener;
import dev.serai.parked.ParkedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what becomes of deliveries. Endpoints are too many to have series of their own. */
final class DeliveryMeters implements DeliveryListener {

    private static final int NO_STATUS = 0;
    private static final int CLASS_OF_STATUS = 100;

    private final MeterRegistry registry;
    private final Timer latency;
    private final Counter postponed;
    private final Counter opened;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
        this.latency =
                Timer.builder("serai.delivery.latency")
                        .description("from the log until an endpoint took the event")
                        .serviceLevelObjectives(Buckets.ANSWERS)
                        .register(registry);
        this.postponed = registry.counter("serai.delivery.postponed");
        this.opened = registry.counter("serai.delivery.breakers.opened");
        registry.gaugeCollectionSize("serai.delivery.breakers.open", List.of(), open);
    }

    @Override
    public void delivered(Duration took, Duration sinceAppended) {
        attempts("delivered").record(took);
        latency.record(sinceAppended);
    }

    @Override
    public void failed(int status, Duration took) {
        attempts(status == NO_STATUS ? "no-answer" : status / CLASS_OF_STATUS + "xx").record(took);
    }

    @Override
    public void postponed() {
        postponed.increment();
    }

    @Override
    public void parked(ParkedEvent.Reason reason, int deliveries) {
        registry.counter("serai.delivery.parked", "reason", reason.wire()).increment(deliveries);
    }

    @Override
    public void breakerOpened(String endpoint) {
        // A breaker that probes and opens again has not been closed between.
        open.add(endpoint);
        opened.increment();
    }

    @Override
    public void breakerClosed(String endpoint) {
        open.remove(endpoint);
    }

    private Timer attempts(String outcome) {
        return registry.timer("serai.delivery.attempts", "outcome", outcome);
    }
}
