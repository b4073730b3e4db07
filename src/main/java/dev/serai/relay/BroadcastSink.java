package dev.serai.relay;

import dev.serai.relay.handover.GroupRelay;
import dev.serai.relay.handover.RelayNeeds;
import dev.serai.relay.handover.Sink;
import dev.serai.relay.lease.Lease;
import dev.serai.relay.lease.LeasedGroup;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.status.BroadcastStatus;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A sink that every hub serves for itself, from the end of the log on. */
final class BroadcastSink implements ServedSink {

    private final RelayNeeds needs;
    private final Sink sink;
    private final AtomicReference<BroadcastStatus> status;
    private final RunningGroup running;

    BroadcastSink(RelayNeeds needs, Sink sink) {
        this.needs = needs;
        this.sink = sink;
        this.status = new AtomicReference<>(status(RelayState.RUNNING, null));
        LeasedGroup group = new LeasedGroup(sink.name(), ShardGroup.WHOLE, 0);
        this.running =
                RunningGroup.start(
                        new GroupRelay(
                                needs,
                                sink,
                                group,
                                Lease.forEver(needs.ticker()),
                                (state, detail) -> status.set(status(state, detail))));
    }

    BroadcastStatus status() {
        return status.get();
    }

    private BroadcastStatus status(RelayState state, @Nullable String detail) {
        return new BroadcastStatus(sink.name(), state, needs.clock().instant(), detail);
    }

    @Override
    public Sink sink() {
        return sink;
    }

    @Override
    public void keep() {
        // It has no lease.
    }

    @Override
    public boolean wantsMore() {
        return false;
    }

    @Override
    public void wake() {
        running.relay().wake();
    }

    @Override
    public void watch() {
        // It has no lease.
    }

    @Override
    public void stop() {
        running.relay().stop();
        running.awaitEnd(needs.times().stopWithin());
    }
}
