package dev.serai.relay;

/**
 * A sink can take nothing for now: it is tried again until it can. Its message is for people, and
 * holds no secret.
 */
public final class SinkAway extends RuntimeException {

    public SinkAway(String message) {
        super(message);
    }
}
