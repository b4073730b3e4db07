package dev.serai.route.sink;

import dev.serai.outbox.Position;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a route has parked by {@code park:} of what it was handed. Thread-safe. */
final class Parked {

    private final Map<Position, Refusal> refusals = new ConcurrentHashMap<>();

    void park(Position position, Refusal refusal) {
        refusals.put(position, refusal);
    }

    /** For the relay; none when nothing was. */
    Optional<Refused> refused() {
        return refusals.isEmpty() ? Optional.empty() : Optional.of(new Refused(refusals));
    }
}
