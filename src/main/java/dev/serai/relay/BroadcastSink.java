package dev.serai.relay;

/** A sink that every hub serves for itself, from the end of the log on. */
final class BroadcastSink implements ServedSink {

    private final RelayNeeds needs;
    private final Sink sink;
    private final RunningGroup running;

    BroadcastSink(RelayNeeds needs, Sink sink) {
        this.needs = needs;
        this.sink = sink;
        LeasedGroup group = new LeasedGroup(sink.name(), ShardGroup.WHOLE, 0);
        this.running =
                RunningGroup.start(
                        new GroupRelay(
                                needs,
                                sink,
                                group,
                                Lease.forEver(needs.ticker()),
                                (state, detail) -> {}));
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
