package dev.serai.relay;

import dev.serai.relay.handover.Sink;

/** A sink that this hub serves or helps to serve. Thread-safe. */
sealed interface ServedSink permits LeasedSink, BroadcastSink {

    Sink sink();

    /** Sees to its leases; called now and then by one thread. May wait for the database. */
    void keep();

    /** Whether it would serve more groups if they became free. */
    boolean wantsMore();

    /** There are new entries. Never blocks. */
    void wake();

    /** Interrupts what went on beyond its lease. Never blocks. */
    void watch();

    /** Ends it: batches in hand are finished, then its groups are left to others. */
    void stop();
}
