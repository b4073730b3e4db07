package dev.serai.eventtype;

import dev.serai.delivery.schedule.TypeSchedules;
import dev.serai.tenant.Owner;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The retry schedules of all kinds of events, in memory. */
final class KnownSchedules implements TypeSchedules {

    private final PostgresEventTypes types;
    private final AtomicReference<Map<String, List<Duration>>> known =
            new AtomicReference<>(Map.of());

    KnownSchedules(PostgresEventTypes types) {
        this.types = types;
    }

    @Override
    public @Nullable List<Duration> of(Owner owner, String type) {
        return known.get().get(PostgresEventTypes.key(owner.tenant(), type));
    }

    @Override
    public @Nullable List<Duration> longest() {
        return known.get().values().stream()
                .max(Comparator.comparing(KnownSchedules::sum))
                .orElse(null);
    }

    private static Duration sum(List<Duration> schedule) {
        return schedule.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** Asks for them anew. */
    void refresh() {
        known.set(types.schedules());
    }
}
