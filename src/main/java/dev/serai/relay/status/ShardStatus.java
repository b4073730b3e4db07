package dev.serai.relay.status;

import dev.serai.outbox.Place;
import dev.serai.relay.sink.RelayState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a sink is in one shard.
 *
 * @param place everything up to here is delivered, filtered out or parked
 * @param head the log's end
 * @param oldestUndelivered when the first entry after the place was appended; null when there is
 *     none, or it cannot be read
 * @param since since when it has been in this state
 * @param detail why, when it backs off or has stopped
 */
public record ShardStatus(
        Place place,
        Place head,
        @Nullable Instant oldestUndelivered,
        RelayState state,
        Instant since,
        @Nullable String detail) {

    public int shard() {
        return place.position().shard();
    }

    /** How many entries of the log the sink has not dealt with yet. */
    public long lag() {
        return Math.max(0, head.position().offset() - place.position().offset());
    }
}
