package dev.serai.relay.lease;

import dev.serai.relay.sink.SinkName;
import java.util.List;

/** Divides a sink's groups evenly between the hubs that serve it. */
public final class Division {

    private Division() {}

    /**
     * How many groups are a hub's. Every hub that sees the same others computes shares that sum up
     * to all groups.
     *
     * @param hubs all of them, in one order for all
     */
    public static int share(List<String> hubs, String hub, SinkName sink) {
        int index = hubs.indexOf(hub);
        if (index < 0) {
            return 0;
        }
        // Turned by the sink's name, so that not one hub gets what is left over of every sink.
        int rank = Math.floorMod(index + sink.value().hashCode(), hubs.size());
        int leftOver = ShardGroup.COUNT % hubs.size();
        return ShardGroup.COUNT / hubs.size() + (rank < leftOver ? 1 : 0);
    }
}
