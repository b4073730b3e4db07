package dev.serai.relay.lease;

/** Another hub has taken over this group of shards, or may have: nothing more is written for it. */
public final class LeaseLost extends RuntimeException {

    public LeaseLost(LeasedGroup group) {
        super("the lease of " + group + ", epoch " + group.epoch() + ", is another hub's now");
    }
}
