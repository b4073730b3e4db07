package dev.serai.outbox;

/**
 * A place in the log.
 *
 * @param shard the logical shard, 0 to 15
 * @param offset the place within the shard: 1, 2, 3, ... without holes; 0 is before the first event
 */
public record Position(int shard, long offset) {

    @Override
    public String toString() {
        return shard + "-" + offset;
    }
}
