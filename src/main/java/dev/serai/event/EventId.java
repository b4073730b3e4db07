package dev.serai.event;

import java.time.Instant;

/**
 * Names an event everywhere: in the log, the API, Kafka, the live stream and the outbound {@code
 * webhook-id}.
 *
 * @param value {@code msg_} and a KSUID of 27 characters
 */
public record EventId(String value) {

    private static final String PREFIX = "msg_";

    public EventId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an event id is msg_ and 27 letters or digits");
        }
    }

    /** A new id. */
    public static EventId next(Ksuid ksuid) {
        return new EventId(PREFIX + ksuid.next());
    }

    /** The least id of an instant's second: a bound for queries by time. */
    public static String floor(Instant instant) {
        return PREFIX + Ksuid.floor(instant);
    }

    /** Whether a text is an event id. */
    public static boolean isValid(String text) {
        return text.startsWith(PREFIX) && Ksuid.looksLikeOne(text, PREFIX.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
