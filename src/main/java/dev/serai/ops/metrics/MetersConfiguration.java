package dev.serai.ops.metrics;

import dev.serai.delivery.settle.DeliveryListener;
import dev.serai.ingress.answer.IngressListener;
import dev.serai.ops.health.Watch;
import dev.serai.outbox.OutboxListener;
import dev.serai.parked.ParkedCount;
import dev.serai.parked.ParkedEvents;
import dev.serai.relay.Relays;
import dev.serai.relay.handover.RelayListener;
import dev.serai.relay.status.SinkStatus;
import dev.serai.stream.StreamListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what counts. */
@Configuration(proxyBeanMethods = false)
class MetersConfiguration {

    private static final Duration LOOK_AT_SINKS_EVERY = Duration.ofSeconds(5);

    /** Counting what is parked reads an index, so it is not done with each scrape. */
    private static final Duration COUNT_PARKED_EVERY = Duration.ofSeconds(30);

    /** Far more paths than the API has; whatever makes up more of them must not fill memory. */
    private static final int PATHS_MAX = 150;

    @Bean
    IngressListener ingressMeters(MeterRegistry registry) {
        return new IngressMeters(registry);
    }

    @Bean
    OutboxListener outboxMeters(MeterRegistry registry) {
        return new OutboxMeters(registry);
    }

    @Bean
    RelayListener relayMeters(MeterRegistry registry) {
        return new RelayMeters(registry);
    }

    @Bean
    DeliveryListener deliveryMeters(MeterRegistry registry) {
        return new DeliveryMeters(registry);
    }

    @Bean
    StreamListener streamMeters(MeterRegistry registry) {
        return new StreamMeters(registry);
    }

    @Bean
    SinkGauges sinkGauges(MeterRegistry registry, InstantSource clock) {
        return new SinkGauges(registry, clock);
    }

    @Bean
    Watch<List<SinkStatus>> sinkWatch(
            Relays relays, SinkGauges gauges, FlywayMigrationInitializer migrated) {
        return new Watch<>(
                "sinks",
                LOOK_AT_SINKS_EVERY,
                List.of(),
                () -> {
                    List<SinkStatus> sinks = relays.status();
                    gauges.show(sinks);
                    return sinks;
                });
    }

    @Bean
    Watch<List<ParkedCount>> parkedWatch(
            ParkedEvents parked, SinkGauges gauges, FlywayMigrationInitializer migrated) {
        return new Watch<>(
                "parked",
                COUNT_PARKED_EVERY,
                List.of(),
                () -> {
                    List<ParkedCount> counts = parked.counts();
                    gauges.showParked(counts);
                    return counts;
                });
    }

    /** What Spring counts twice, and what Camel tells of a route that nobody asks for. */
    @Bean
    static MeterFilter fewer() {
        return MeterFilter.deny(
                id ->
                        id.getName().equals("http.server.requests.active")
                                || id.getName().equals("camel.exchanges.external.redeliveries")
                                || id.getName().equals("camel.exchanges.failures.handled"));
    }

    @Bean
    static MeterFilter boundedPaths() {
        return MeterFilter.maximumAllowableTags(
                "http.server.requests", "uri", PATHS_MAX, MeterFilter.deny());
    }
}
