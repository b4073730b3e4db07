package dev.serai.route.traffic;

import java.util.concurrent.atomic.LongAdder;

/** Counts a route's requests or batches since the hub started. Thread-safe. */
public final class Traffic {

    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** One begins. */
    public void begin() {
        begun.increment();
    }

    /** One has ended. */
    public void end(boolean hasFailed) {
        if (hasFailed) {
            failed.increment();
        }
        ended.increment();
    }

    /** How many have ended. */
    public long exchanges() {
        return ended.sum();
    }

    /** How many of them failed. */
    public long failures() {
        return failed.sum();
    }

    /** How many are under way. */
    public int inFlight() {
        return (int) Math.max(0, begun.sum() - ended.sum());
    }
}
