package dev.serai.ops.metrics;

import dev.serai.ingress.IngressListener;
import dev.serai.ingress.RefusalReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what comes in at the front door. */
final class IngressMeters implements IngressListener {

    private static final String NO_SOURCE = "none";

    private final MeterRegistry registry;
    private final Counter published;
    private final Counter publishedDuplicates;
    private final Counter rejectionsDropped;
    private final Counter duplicatesDropped;
    private final Timer answer;

    IngressMeters(MeterRegistry registry) {
        this.registry = registry;
        this.published = registry.counter("serai.ingress.published");
        this.publishedDuplicates = registry.counter("serai.ingress.published.duplicates");
        this.rejectionsDropped = registry.counter("serai.ingress.rejections.dropped");
        this.duplicatesDropped = registry.counter("serai.ingress.duplicates.dropped");
        this.answer =
                Timer.builder("serai.ingress.answer")
                        .description("how long senders waited until their event was durable")
                        .serviceLevelObjectives(Buckets.ANSWERS)
                        .register(registry);
    }

    @Override
    public void accepted(String source, int events, int duplicates, Duration took) {
        count("serai.ingress.accepted", source, events);
        count("serai.ingress.duplicates", source, duplicates);
        answer.record(took);
    }

    private void count(String name, String source, int more) {
        if (more > 0) {
            registry.counter(name, tags(source)).increment(more);
        }
    }

    @Override
    public void empty(String source, Duration took) {
        count("serai.ingress.empty", source, 1);
        answer.record(took);
    }

    @Override
    public void handshake(String source) {
        count("serai.ingress.handshakes", source, 1);
    }

    @Override
    public void refused(String source, RefusalReason reason) {
        registry.counter("serai.ingress.refused", tags(source).and("reason", reason.code()))
                .increment();
    }

    @Override
    public void unmapped(String source) {
        registry.counter("serai.ingress.unmapped", tags(source)).increment();
    }

    @Override
    public void published(int events, int duplicates, Duration took) {
        published.increment(events);
        publishedDuplicates.increment(duplicates);
        answer.record(took);
    }

    @Override
    public void rejectionsDropped(int count) {
        rejectionsDropped.increment(count);
    }

    @Override
    public void duplicatesDropped(int count) {
        duplicatesDropped.increment(count);
    }

    private static Tags tags(String source) {
        return Tags.of("source", source.isEmpty() ? NO_SOURCE : source);
    }
}
