package dev.serai.parked;

/** Sends parked events again; each kind of sink has its own. */
public interface Replayer {

    /** Whether this one is responsible for a parked event. */
    boolean replays(ParkedEvent event);

    /**
     * Begins to send it again, durably: it is parked no more, or will be when it has arrived.
     *
     * @throws dev.serai.problem.ProblemException if it cannot be, with what to mend first
     */
    void replay(ParkedEvent event);
}
