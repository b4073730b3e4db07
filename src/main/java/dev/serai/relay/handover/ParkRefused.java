package dev.serai.relay.handover;

import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.Refusal;
import dev.serai.relay.sink.SinkName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parks what a sink will not take, and remembers what is done with, parked or not, until the sink's
 * cursor has passed it: if that is lost in between, the sink is handed it again. Thread-safe.
 */
final class ParkRefused {

    private final RelayNeeds needs;
    private final Set<Position> aside = ConcurrentHashMap.newKeySet();

    ParkRefused(RelayNeeds needs) {
        this.needs = needs;
    }

    /** What is done with and not yet passed. */
    Set<Position> aside() {
        return aside;
    }

    /** Some entries of a batch are done with, out of turn. */
    void alsoDone(Batch batch, Set<Position> done) {
        if (!batch.isReplay()) {
            aside.addAll(done);
        }
    }

    /**
     * Parks entries of a batch.
     *
     * @return whether the batch had any of them; if not, handing it over again would end nowhere
     */
    boolean park(Batch batch, Map<Position, Refusal> refusals, int attempts) {
        List<ParkedEvent> parked = new ArrayList<>();
        for (Entry entry : batch.entries()) {
            Refusal refusal = refusals.get(entry.position());
            if (refusal != null) {
                parked.add(parked(batch.sink(), entry, refusal, attempts));
            }
        }
        needs.parked().park(parked);
        parked.forEach(event -> needs.listener().parked(batch.sink(), event.reason()));
        if (!batch.isReplay()) {
            parked.forEach(event -> aside.add(event.position()));
        }
        return !parked.isEmpty();
    }

    /** The cursor has passed the batch. */
    void passed(Batch batch) {
        batch.upTo()
                .forEach(
                        place ->
                                aside.removeIf(
                                        p ->
                                                p.shard() == place.position().shard()
                                                        && p.offset()
                                                                <= place.position().offset()));
    }

    private ParkedEvent parked(SinkName sink, Entry entry, Refusal refusal, int attempts) {
        return new ParkedEvent(
                "park_" + needs.ksuid().next(),
                entry.event().owner(),
                sink.value(),
                null,
                entry.event().id(),
                entry.position(),
                entry.event().type(),
                refusal.reason(),
                refusal.detail(),
                attempts,
                needs.clock().instant());
    }
}
