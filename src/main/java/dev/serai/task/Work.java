package dev.serai.task;

/** How tasks of a kind are done. */
public interface Work {

    /** Which kind's tasks. */
    boolean does(TaskKind kind);

    /**
     * Does a little, within the caller's transaction: what it writes is there together with its
     * progress, or not at all. Talks to nobody but the database.
     */
    Step step(Task task);
}
