package dev.serai.relay.cursor;

import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.lease.PostgresLeases;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the places of a sink that nobody serves: it holds no events back any more, and one of its
 * name begins anew. Thread-safe.
 */
public final class ForgetSink {

    private final PostgresLeases leases;
    private final PostgresCursors cursors;
    private final Map<SinkOptions.Keeper, Sessions> keepers;

    public ForgetSink(
            PostgresLeases leases,
            PostgresCursors cursors,
            Map<SinkOptions.Keeper, Sessions> keepers) {
        this.leases = leases;
        this.cursors = cursors;
        this.keepers = Map.copyOf(keepers);
    }

    /** What came of it. */
    public enum Outcome {
        FORGOTTEN,
        /** A hub serves it, or was killed a moment ago: its route must be deleted or stopped. */
        SERVED,
        /** It has no places. */
        UNKNOWN
    }

    /** Forgets a sink. Throws what the database or Kafka throws; it can be done again then. */
    public Outcome forget(SinkName sink) {
        if (!cursors.knows(sink.value())) {
            return Outcome.UNKNOWN;
        }
        if (leases.isServed(sink)) {
            return Outcome.SERVED;
        }
        List<LeasedGroup> taken = new ArrayList<>();
        try {
            for (int number = 0; number < ShardGroup.COUNT; number++) {
                Optional<LeasedGroup> group = leases.take(sink, ShardGroup.of(number), false);
                if (group.isEmpty()) {
                    return Outcome.SERVED;
                }
                taken.add(group.get());
            }
            // The copies in the database go last: as long as they are there, it can be done again.
            taken.forEach(group -> forget(group, keepers.get(SinkOptions.Keeper.KAFKA)));
            taken.forEach(group -> forget(group, keepers.get(SinkOptions.Keeper.POSTGRES)));
            return Outcome.FORGOTTEN;
        } finally {
            taken.forEach(leases::release);
        }
    }

    private static void forget(LeasedGroup group, @Nullable Sessions sessions) {
        if (sessions != null) {
            sessions.forget(group);
        }
    }
}
