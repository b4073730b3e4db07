package dev.serai.task;

import java.util.Optional;
import java.util.stream.Stream;

/** What is done, named as Svix's clients name it. */
public enum TaskKind {
    /** Sends an endpoint again what it did not take. */
    RECOVER("endpoint.recover"),
    /** Sends an endpoint what it never was sent. */
    REPLAY_MISSING("endpoint.replay"),
    /** Sends an endpoint again what is chosen by a filter. */
    BULK_REPLAY("endpoint.bulk-replay"),
    /** Counts what projects have used. */
    USAGE("application.stats"),
    /** Tells which event types the endpoints of projects ask for. */
    EVENT_TYPES("event-type.aggregate"),
    /** Removes what a project's messages say. */
    PURGE("application.purge_content");

    private final String wire;

    TaskKind(String wire) {
        this.wire = wire;
    }

    /** The name in JSON and in the database. */
    public String wire() {
        return wire;
    }

    /** The one of a name. */
    public static Optional<TaskKind> of(String wire) {
        return Stream.of(values()).filter(one -> one.wire.equals(wire)).findFirst();
    }
}
