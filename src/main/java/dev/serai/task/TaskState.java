package dev.serai.task;

import java.util.Locale;

/** How far a task has come. */
public enum TaskState {
    RUNNING,
    FINISHED,
    FAILED,
    CANCELLED;

    /** The name in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
