package dev.serai.api.sink;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.status.BroadcastStatus;
import dev.serai.relay.status.ShardStatus;
import dev.serai.relay.status.SinkStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink as the API shows it.
 *
 * @param state the worst of its shards' states; {@code broken} if its route could not be started
 * @param detail why, when it is not running
 * @param fault what is wrong with its file; what that said before is in use, unless it is broken
 * @param broadcast true of one that every hub serves for itself: it keeps no place, so it has no
 *     lag and no shards, and its state is that of the hub that answers
 * @param lag how many events of the log it has not dealt with yet
 * @param oldestUndelivered when the oldest of them was appended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SinkView(
        String name,
        String state,
        @Nullable String detail,
        @Nullable String fault,
        @Nullable Boolean broadcast,
        @Nullable Long lag,
        @Nullable Instant oldestUndelivered,
        @Nullable List<ShardView> shards) {

    /** A shard's part of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShardView(
            int shard,
            String position,
            String head,
            long lag,
            String state,
            Instant since,
            @Nullable String detail) {

        static ShardView of(ShardStatus shard) {
            return new ShardView(
                    shard.shard(),
                    shard.place().position().toString(),
                    shard.head().position().toString(),
                    shard.lag(),
                    shard.state().wire(),
                    shard.since(),
                    shard.detail());
        }
    }

    static SinkView of(BroadcastStatus sink) {
        return new SinkView(
                sink.sink().value(),
                sink.state().wire(),
                sink.detail(),
                null,
                true,
                null,
                null,
                null);
    }

    /** One whose route could not be read or started, so that its events wait. */
    static SinkView broken(String name, String fault) {
        return new SinkView(name, "broken", fault, fault, null, null, null, null);
    }

    /** The same, but what its file says now is not in use. */
    SinkView withFault(String why) {
        return new SinkView(name, state, detail, why, broadcast, lag, oldestUndelivered, shards);
    }

    static SinkView of(SinkStatus sink) {
        // The states are declared from well to ill.
        ShardStatus worst =
                sink.shards().stream().max(Comparator.comparing(ShardStatus::state)).orElse(null);
        return new SinkView(
                sink.sink().value(),
                (worst == null ? RelayState.WAITING_FOR_LEASE : worst.state()).wire(),
                worst == null ? null : worst.detail(),
                null,
                null,
                sink.lag(),
                sink.oldestUndelivered().orElse(null),
                sink.shards().stream().map(ShardView::of).toList());
    }
}
