package dev.serai.relay.handover;

import dev.serai.outbox.Entry;
import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.SinkOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds the parked events of a group that are to be sent again. One thread. */
final class FindReplays {

    /** How many are sent again at once. */
    private static final int REPLAY_MAX = 100;

    private final RelayNeeds needs;
    private final Sink sink;
    private final ShardGroup group;
    private long lookedAt;

    FindReplays(RelayNeeds needs, Sink sink, ShardGroup group) {
        this.needs = needs;
        this.sink = sink;
        this.group = group;
        this.lookedAt = needs.ticker().getAsLong();
    }

    /** A batch of them; none when it was looked a short time ago, or nobody asked. */
    Optional<Batch> find() {
        long now = needs.ticker().getAsLong();
        boolean kept = sink.options().keeper() != SinkOptions.Keeper.NOBODY;
        if (!kept || now - lookedAt < needs.times().replayEvery().toNanos()) {
            return Optional.empty();
        }
        int limit = Math.min(REPLAY_MAX, sink.options().batchMax());
        List<ParkedEvent> wanted =
                needs.parked().replayRequested(sink.name().value(), group.shards(), limit);
        if (wanted.isEmpty()) {
            lookedAt = now;
            return Optional.empty();
        }
        // There may be more: it looks again as soon as these are done.
        return Optional.of(batch(wanted)).filter(Batch::isReplay);
    }

    private Batch batch(List<ParkedEvent> wanted) {
        List<Entry> entries = new ArrayList<>();
        List<ParkedEvent> found = new ArrayList<>();
        for (ParkedEvent event : wanted) {
            Optional<Entry> entry = entry(event);
            entry.ifPresent(entries::add);
            entry.ifPresent(e -> found.add(event));
            if (entry.isEmpty()) {
                giveUp(event);
            }
        }
        return new Batch(sink.name(), entries, List.of(), found);
    }

    private Optional<Entry> entry(ParkedEvent event) {
        Position position = Objects.requireNonNull(event.position(), "position");
        Place before =
                new Place(new Position(position.shard(), position.offset() - 1), Instant.EPOCH);
        try {
            return needs.log().read(List.of(before), 1, 1).stream()
                    .filter(entry -> entry.event().id().equals(event.event()))
                    .findFirst();
        } catch (HoleInLog e) {
            // The log's retention time for it is over.
            return Optional.empty();
        }
    }

    /** Parked anew, which takes the request back: it could never be met. */
    private void giveUp(ParkedEvent event) {
        needs.parked()
                .park(
                        List.of(
                                new ParkedEvent(
                                        event.id(),
                                        event.owner(),
                                        event.sink(),
                                        event.endpoint(),
                                        event.event(),
                                        event.position(),
                                        event.type(),
                                        event.reason(),
                                        "cannot be replayed: the log does not hold it any more",
                                        event.attempts(),
                                        event.parkedAt())));
    }
}
