package dev.serai.relay.batch;

import dev.serai.outbox.Position;
import java.util.Map;

/** The sink will never take some entries of a batch, each for a reason that lies in itself. */
public final class Refused extends RuntimeException {

    private final transient Map<Position, Refusal> refusals;

    public Refused(Map<Position, Refusal> refusals) {
        super(refusals.size() + " of the batch refused, the first: " + first(refusals));
        this.refusals = Map.copyOf(refusals);
    }

    /** What was refused, by its place in the log. */
    public Map<Position, Refusal> refusals() {
        return refusals;
    }

    private static String first(Map<Position, Refusal> refusals) {
        return refusals.values().stream().findFirst().map(Refusal::detail).orElse("none");
    }
}
