package dev.serai.route.deploy;

import dev.serai.route.door.FrontDoor;
import dev.serai.route.sink.Outlets;

/** Where a file's route takes exchanges from: requests at paths, batches of sinks. */
record Openings(FrontDoor.Opening paths, Outlets.Opening sinks) {

    /** No more places come. */
    void ready() {
        paths.ready();
        sinks.ready();
    }

    /** What is next comes here. */
    void open() {
        paths.open();
        sinks.open();
    }

    /** Nothing new comes here, but what is under way goes on. */
    void close() {
        paths.close();
        sinks.close();
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return paths.isIdle() && sinks.isIdle();
    }
}
