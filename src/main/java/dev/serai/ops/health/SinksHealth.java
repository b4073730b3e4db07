package dev.serai.ops.health;

import dev.serai.relay.sink.RelayState;
import dev.serai.relay.status.ShardStatus;
import dev.serai.relay.status.SinkStatus;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;

/** The health of each sink. None of them can make the hub as a whole unready. */
final class SinksHealth implements CompositeHealthContributor {

    private final Supplier<List<SinkStatus>> sinks;

    SinksHealth(Supplier<List<SinkStatus>> sinks) {
        this.sinks = sinks;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return sinks.get().stream()
                .filter(sink -> sink.sink().value().equals(name))
                .findFirst()
                .map(SinksHealth::indicator)
                .orElse(null);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return sinks.get().stream()
                .map(sink -> NamedContributor.of(sink.sink().value(), indicator(sink)))
                .iterator();
    }

    private static HealthContributor indicator(SinkStatus sink) {
        HealthIndicator indicator = () -> health(sink);
        return indicator;
    }

    private static Health health(SinkStatus sink) {
        return sink.shards().stream()
                .filter(shard -> isUnwell(shard.state()))
                .findFirst()
                .map(shard -> Degraded.because(describe(shard)))
                .orElseGet(() -> Health.up().withDetail("lag", sink.lag()).build());
    }

    private static boolean isUnwell(RelayState state) {
        return state == RelayState.BACKING_OFF || state == RelayState.STOPPED;
    }

    private static String describe(ShardStatus shard) {
        return shard.state().wire() + (shard.detail() == null ? "" : ": " + shard.detail());
    }
}
