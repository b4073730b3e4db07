package dev.serai.ingress;

/**
 * An authentic webhook cannot be made an event, by what its route's mapping gave. Its message says
 * why, for whoever mends the mapping.
 */
public final class Unmappable extends RuntimeException {

    public Unmappable(String message) {
        super(message);
    }
}
