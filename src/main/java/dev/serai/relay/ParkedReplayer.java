package dev.serai.relay;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.relay.cursor.PostgresCursors;
import java.util.Objects;

/**
 * Sends events again that a relay parked: marks them, and the relay that has the lease of their
 * shard takes them from there.
 */
final class ParkedReplayer implements Replayer {

    private static final int GONE = 410;

    private final PostgresCursors cursors;
    private final EventLog log;
    private final ParkedEvents parked;

    ParkedReplayer(PostgresCursors cursors, EventLog log, ParkedEvents parked) {
        this.cursors = cursors;
        this.log = log;
        this.parked = parked;
    }

    @Override
    public boolean replays(ParkedEvent event) {
        return event.endpoint() == null && event.position() != null && cursors.knows(event.sink());
    }

    @Override
    public void replay(ParkedEvent event) {
        Position position = Objects.requireNonNull(event.position(), "position");
        boolean kept =
                log.tails().stream()
                        .map(tail -> tail.position())
                        .anyMatch(
                                tail ->
                                        tail.shard() == position.shard()
                                                && tail.offset() < position.offset());
        if (!kept) {
            throw new ProblemException(
                    Problem.of(
                            GONE,
                            "event_expired",
                            "The event is gone",
                            "the log does not hold event "
                                    + event.event()
                                    + " any more, because its retention time is over"));
        }
        parked.requestReplay(event.id());
    }
}
