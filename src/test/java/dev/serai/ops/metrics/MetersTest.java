package dev.serai.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.ingress.answer.RefusalReason;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedCount;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.status.ShardStatus;
import dev.serai.relay.status.SinkStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names that dashboards and alerts rely on. */
class MetersTest {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final SinkName KAFKA = new SinkName("kafka");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void countsWhatTheLogDoes() {
        OutboxMeters meters = new OutboxMeters(registry);
        meters.appended(3, 1, Duration.ofMillis(4));
        meters.failed(2);
        meters.turnedAway();
        assertThat(registry.scrape())
                .contains("serai_log_appended_total 3.0")
                .contains("serai_log_duplicates_total 1.0")
                .contains("serai_log_failed_total 2.0")
                .contains("serai_log_turned_away_total 1.0")
                .contains("serai_log_append_seconds_bucket{le=\"0.005\"} 1")
                .contains("serai_log_append_seconds_bucket{le=\"0.002\"} 0")
                .contains("serai_log_batch_size_bucket{le=\"5.0\"} 1");
    }

    @Test
    void countsWhatComesIn() {
        IngressMeters meters = new IngressMeters(registry);
        meters.accepted("razorpay", 1, 0, Duration.ofMillis(8));
        meters.accepted("razorpay", 0, 1, Duration.ofMillis(3));
        meters.refused("razorpay", RefusalReason.SIGNATURE_INVALID);
        meters.refused("", RefusalReason.SOURCE_UNKNOWN);
        meters.unmapped("razorpay");
        meters.published(4, 1, Duration.ofMillis(3));
        meters.rejectionsDropped(9);
        assertThat(registry.scrape())
                .contains("serai_ingress_accepted_total{source=\"razorpay\"} 1.0")
                .contains("serai_ingress_duplicates_total{source=\"razorpay\"} 1.0")
                .contains(
                        "serai_ingress_refused_total{reason=\"signature_invalid\",source=\"razorpay\"} 1.0")
                .contains(
                        "serai_ingress_refused_total{reason=\"source_unknown\",source=\"none\"} 1.0")
                .contains("serai_ingress_unmapped_total{source=\"razorpay\"} 1.0")
                .contains("serai_ingress_published_total 4.0")
                .contains("serai_ingress_published_duplicates_total 1.0")
                .contains("serai_ingress_rejections_dropped_total 9.0")
                .contains("serai_ingress_answer_seconds_bucket{le=\"0.005\"} 2")
                .contains("serai_ingress_answer_seconds_count 3");
    }

    @Test
    void countsWhatTheRelaysDo() {
        RelayMeters meters = new RelayMeters(registry);
        meters.delivered(KAFKA, 10, Duration.ofMillis(3));
        meters.failed(KAFKA, new IllegalStateException());
        meters.parked(KAFKA, ParkedEvent.Reason.TOO_LARGE);
        meters.leaseGained(KAFKA, 0);
        meters.leaseGained(KAFKA, 1);
        meters.leaseLost(KAFKA, 0);
        assertThat(registry.scrape())
                .contains("serai_relay_delivered_total{sink=\"kafka\"} 10.0")
                .contains("serai_relay_batch_seconds_count{sink=\"kafka\"} 1")
                .contains("serai_relay_failures_total{sink=\"kafka\"} 1.0")
                .contains("serai_relay_parked_total{reason=\"too-large\",sink=\"kafka\"} 1.0")
                .contains("serai_relay_groups{sink=\"kafka\"} 1.0");
    }

    @Test
    void countsWhatBecomesOfDeliveries() {
        DeliveryMeters meters = new DeliveryMeters(registry);
        meters.delivered(Duration.ofMillis(5), Duration.ofMillis(30));
        meters.failed(503, Duration.ofMillis(5));
        meters.failed(0, Duration.ofSeconds(5));
        meters.postponed();
        meters.parked(ParkedEvent.Reason.TOO_LARGE, 3);
        meters.breakerOpened("ep_1");
        meters.breakerOpened("ep_1");
        meters.breakerOpened("ep_2");
        meters.breakerClosed("ep_2");
        assertThat(registry.scrape())
                .contains("serai_delivery_attempts_seconds_count{outcome=\"delivered\"} 1")
                .contains("serai_delivery_attempts_seconds_count{outcome=\"5xx\"} 1")
                .contains("serai_delivery_attempts_seconds_count{outcome=\"no-answer\"} 1")
                .contains("serai_delivery_latency_seconds_bucket{le=\"0.05\"} 1")
                .contains("serai_delivery_postponed_total 1.0")
                .contains("serai_delivery_parked_total{reason=\"too-large\"} 3.0")
                .contains("serai_delivery_breakers_open 1.0");
    }

    @Test
    void countsLiveReaders() {
        StreamMeters meters = new StreamMeters(registry);
        meters.opened();
        meters.opened();
        meters.closed();
        meters.sent(5);
        meters.cut();
        meters.reset();
        meters.turnedAway();
        assertThat(registry.scrape())
                .contains("serai_stream_readers 1.0")
                .contains("serai_stream_sent_total 5.0")
                .contains("serai_stream_cut_total 1.0")
                .contains("serai_stream_reset_total 1.0")
                .contains("serai_stream_turned_away_total 1.0");
    }

    @Test
    void showsHowFarSinksAreAndForgetsThoseThatAreGone() {
        SinkGauges gauges = new SinkGauges(registry, () -> NOW);
        gauges.show(List.of(behind("kafka"), behind("old")));
        gauges.show(List.of(behind("kafka")));
        assertThat(registry.scrape())
                .contains("serai_sink_lag{sink=\"kafka\"} 6.0")
                .contains("serai_sink_oldest_undelivered_seconds{sink=\"kafka\"} 90.0")
                .doesNotContain("old\"");
    }

    @Test
    void showsWhatIsParked() {
        SinkGauges gauges = new SinkGauges(registry, () -> NOW);
        gauges.showParked(List.of(new ParkedCount("kafka", ParkedEvent.Reason.TOO_LARGE, 7)));
        assertThat(registry.scrape())
                .contains("serai_parked{reason=\"too-large\",sink=\"kafka\"} 7.0");
    }

    private static SinkStatus behind(String name) {
        ShardStatus shard =
                new ShardStatus(
                        new Place(new Position(0, 4), NOW),
                        new Place(new Position(0, 10), NOW),
                        NOW.minusSeconds(90),
                        RelayState.RUNNING,
                        NOW,
                        null);
        return new SinkStatus(new SinkName(name), EntryFilter.ALL, List.of(shard));
    }
}
