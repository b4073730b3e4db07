package dev.serai.ingress;

import org.jspecify.annotations.Nullable;

/**
 * An authentic webhook cannot be made an event, by what its route's mapping gave. Its message says
 * why, for whoever mends the mapping, and quotes nothing of the webhook: it goes to the log.
 */
public final class Unmappable extends RuntimeException {

    private final @Nullable String value;

    public Unmappable(String message) {
        this(message, null);
    }

    /** With the value at fault, which only the detail tells. */
    Unmappable(String message, @Nullable String value) {
        super(message);
        this.value = value;
    }

    /** The same, with where it was found. */
    Unmappable in(String place) {
        return new Unmappable(place + ": " + getMessage(), value);
    }

    /** The message and the beginning of the value, for those who may read webhooks. */
    String detail() {
        return value == null ? getMessage() : getMessage() + ": \"" + Attributes.shown(value) + '"';
    }
}
