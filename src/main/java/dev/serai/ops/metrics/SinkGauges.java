package dev.serai.ops.metrics;

import dev.serai.parked.ParkedCount;
import dev.serai.relay.status.SinkStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Shows how far every sink is, and what is parked. The numbers are of all hubs together. */
final class SinkGauges {

    private final InstantSource clock;
    private final MultiGauge lag;
    private final MultiGauge oldest;
    private final MultiGauge parked;

    SinkGauges(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.lag =
                MultiGauge.builder("serai.sink.lag")
                        .description("events of the log that the sink has not dealt with yet")
                        .register(registry);
        this.oldest =
                MultiGauge.builder("serai.sink.oldest.undelivered")
                        .description("age of the oldest event that the sink has not dealt with yet")
                        .baseUnit("seconds")
                        .register(registry);
        this.parked =
                MultiGauge.builder("serai.parked")
                        .description("events given up on for now")
                        .register(registry);
    }

    /** Shows how far the sinks are from now on. */
    void show(List<SinkStatus> sinks) {
        Instant now = clock.instant();
        lag.register(
                sinks.stream().map(sink -> MultiGauge.Row.of(tags(sink), sink.lag())).toList(),
                true);
        oldest.register(
                sinks.stream().map(sink -> MultiGauge.Row.of(tags(sink), age(sink, now))).toList(),
                true);
    }

    /** Shows how much is parked from now on. */
    void showParked(List<ParkedCount> counts) {
        parked.register(
                counts.stream()
                        .map(count -> MultiGauge.Row.of(tags(count), count.count()))
                        .toList(),
                true);
    }

    private static double age(SinkStatus sink, Instant now) {
        return sink.oldestUndelivered()
                .map(since -> Duration.between(since, now).toMillis() / 1_000.0)
                .map(seconds -> Math.max(0, seconds))
                .orElse(0.0);
    }

    private static Tags tags(SinkStatus sink) {
        return Tags.of("sink", sink.sink().value());
    }

    private static Tags tags(ParkedCount count) {
        return Tags.of("sink", count.sink(), "reason", count.reason().wire());
    }
}
