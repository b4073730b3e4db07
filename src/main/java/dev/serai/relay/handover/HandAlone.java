package dev.serai.relay.handover;

import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.EntryFailed;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.batch.Refused;
import dev.serai.relay.batch.Session;
import dev.serai.relay.sink.Patience;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Hands over a single entry: again a few times when it fails for itself, and then parks it.
 * Thread-safe.
 */
final class HandAlone {

    private final Sink sink;
    private final ParkRefused parking;
    private final Pause pause;
    private final BooleanSupplier goesOn;
    private final Patience patience;
    private final Streak streak;

    /**
     * @param goesOn whether it may try once more
     */
    HandAlone(Sink sink, ParkRefused parking, Streak streak, Pause pause, BooleanSupplier goesOn) {
        this.sink = sink;
        this.streak = streak;
        this.parking = parking;
        this.pause = pause;
        this.goesOn = goesOn;
        this.patience = sink.options().patience();
    }

    /** What became of an entry. */
    enum Outcome {
        TAKEN,
        PARKED,
        /** Nothing yet: it may not go on. */
        LEFT
    }

    /**
     * @param alone a batch of one
     * @throws Exception an outage
     */
    Outcome hand(Batch alone, Session session) throws Exception {
        for (int attempt = 1; goesOn.getAsBoolean(); attempt++) {
            try {
                sink.handler().handle(alone, session);
                streak.taken();
                return Outcome.TAKEN;
            } catch (Refused e) {
                park(alone, e.refusals(), attempt);
                return Outcome.PARKED;
            } catch (EntryFailed e) {
                streak.refuseTooMany(e);
                if (patience.attemptsMax() == 0) {
                    throw e;
                }
                if (attempt >= patience.attemptsMax()) {
                    park(alone, exhausted(alone, e), attempt);
                    streak.parked();
                    return Outcome.PARKED;
                }
                pause.sitOut(patience.pauseAfter(attempt));
            }
        }
        return Outcome.LEFT;
    }

    private void park(Batch alone, Map<Position, Refusal> refusals, int attempts) {
        if (!parking.park(alone, refusals, attempts)) {
            throw new IllegalStateException("the sink refused what it was not handed");
        }
    }

    /** Why it is given up. */
    static Map<Position, Refusal> exhausted(Batch alone, EntryFailed e) {
        Entry entry = alone.entries().getFirst();
        return Map.of(
                entry.position(), new Refusal(ParkedEvent.Reason.EXHAUSTED, Outage.describe(e)));
    }
}
