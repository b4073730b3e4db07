package dev.serai.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.status.ShardStatus;
import dev.serai.relay.status.SinkStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

class SinksHealthTest {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

    private final SinksHealth health =
            new SinksHealth(
                    () ->
                            List.of(
                                    sink("kafka", RelayState.RUNNING, RelayState.BACKING_OFF),
                                    sink("live", RelayState.RUNNING, RelayState.RUNNING)));

    @Test
    void showsASinkThatIsAwayAsDegradedOnly() {
        assertThat(status("kafka")).isEqualTo(Degraded.STATUS);
        assertThat(status("live")).isEqualTo(Status.UP);
    }

    @Test
    void listsEverySink() {
        assertThat(health.stream().map(named -> named.getName())).containsExactly("kafka", "live");
    }

    @Test
    void knowsNoOther() {
        assertThat(health.getContributor("mars")).isNull();
    }

    private Status status(String sink) {
        return ((HealthIndicator) health.getContributor(sink)).health().getStatus();
    }

    private static SinkStatus sink(String name, RelayState... states) {
        List<ShardStatus> shards = Stream.of(states).map(state -> shard(state)).toList();
        return new SinkStatus(new SinkName(name), EntryFilter.ALL, shards);
    }

    private static ShardStatus shard(RelayState state) {
        Place place = new Place(new Position(0, 1), NOW);
        return new ShardStatus(place, place, null, state, NOW, "no answer");
    }
}
