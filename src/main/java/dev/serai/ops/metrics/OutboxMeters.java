package dev.serai.ops.metrics;

import dev.serai.outbox.OutboxListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what the log does. */
final class OutboxMeters implements OutboxListener {

    private final Counter appended;
    private final Counter duplicates;
    private final Counter failed;
    private final Counter turnedAway;
    private final Timer append;
    private final DistributionSummary batch;

    OutboxMeters(MeterRegistry registry) {
        this.appended = registry.counter("serai.log.appended");
        this.duplicates = registry.counter("serai.log.duplicates");
        this.failed = registry.counter("serai.log.failed");
        this.turnedAway = registry.counter("serai.log.turned.away");
        this.append =
                Timer.builder("serai.log.append")
                        .description("how long a batch took to be durable")
                        .serviceLevelObjectives(Buckets.ANSWERS)
                        .register(registry);
        this.batch =
                DistributionSummary.builder("serai.log.batch.size")
                        .description("events appended by one transaction")
                        .serviceLevelObjectives(Buckets.BATCHES)
                        .register(registry);
    }

    @Override
    public void appended(int events, int copies, Duration took) {
        appended.increment(events);
        duplicates.increment(copies);
        batch.record(events + copies);
        append.record(took);
    }

    @Override
    public void failed(int events) {
        failed.increment(events);
    }

    @Override
    public void turnedAway() {
        turnedAway.increment();
    }
}
