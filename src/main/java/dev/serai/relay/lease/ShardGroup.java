package dev.serai.relay.lease;

import dev.serai.outbox.EventLog;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shards that are leased, read and delivered together, by one thread of one hub.
 *
 * @param number which of a sink's groups it is
 * @param shards its shards, ascending
 */
public record ShardGroup(int number, List<Integer> shards) {

    /**
     * How many groups a sink has: as many hubs can share it. Not an option, because two hubs that
     * disagree would both deliver the same shards.
     */
    public static final int COUNT = 4;

    private static final int SIZE = EventLog.SHARDS / COUNT;

    /** All shards at once, for a reader that no lease divides. */
    public static final ShardGroup WHOLE = new ShardGroup(0, range(0, EventLog.SHARDS));

    public ShardGroup {
        shards = List.copyOf(shards);
    }

    /** A group by its number, from 0. */
    public static ShardGroup of(int number) {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("there is no group " + number);
        }
        return new ShardGroup(number, range(number * SIZE, (number + 1) * SIZE));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
