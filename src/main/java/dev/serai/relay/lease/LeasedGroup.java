package dev.serai.relay.lease;

import dev.serai.relay.sink.SinkName;

/**
 * A group of a sink's shards that this hub has the lease of.
 *
 * @param epoch grows with each lease of the group: who comes with an older one is turned away
 */
public record LeasedGroup(SinkName sink, ShardGroup group, long epoch) {

    @Override
    public String toString() {
        return sink + "/" + group.number();
    }
}
