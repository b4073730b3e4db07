package dev.serai.relay;

import dev.serai.relay.handover.GroupRelay;
import java.time.Duration;

/** A group's relay and the thread that runs it. Thread-safe. */
final class RunningGroup {

    /** What an interrupted thread gets to clean up. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    private final GroupRelay relay;
    private final Thread thread;

    private RunningGroup(GroupRelay relay, Thread thread) {
        this.relay = relay;
        this.thread = thread;
    }

    static RunningGroup start(GroupRelay relay) {
        // A platform thread: Kafka's clients wait in ways that would pin a virtual one.
        return new RunningGroup(
                relay, Thread.ofPlatform().daemon().name("relay-" + relay.group()).start(relay));
    }

    GroupRelay relay() {
        return relay;
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Interrupts it when its lease is over: a batch in hand may be another hub's by now. */
    void watch() {
        if (!relay.lease().isValid() && thread.isAlive()) {
            thread.interrupt();
        }
    }

    /** Waits for its end; interrupts it when that takes too long. */
    void awaitEnd(Duration atMost) {
        try {
            if (!thread.join(atMost)) {
                thread.interrupt();
                thread.join(AFTER_INTERRUPT);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
