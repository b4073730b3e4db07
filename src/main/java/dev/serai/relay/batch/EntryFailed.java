package dev.serai.relay.batch;

/**
 * A sink could not take what it was handed, and the reason seems to lie in that and not in the
 * sink: it is tried a few times more, alone, and then parked. Its message is for people, and holds
 * no secret.
 */
public final class EntryFailed extends RuntimeException {

    public EntryFailed(String message) {
        super(message);
    }
}
