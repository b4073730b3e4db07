package dev.serai.event;

import java.util.Locale;

/**
 * How urgent an event is; what waits is sent in this order, most urgent first, never out of its
 * key's order.
 */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL;

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the word on the wire.
     *
     * @throws IllegalArgumentException if it is none of the four
     */
    public static Priority of(String wire) {
        for (Priority priority : values()) {
            if (priority.wire().equals(wire)) {
                return priority;
            }
        }
        throw new IllegalArgumentException("a priority is low, normal, high or critical");
    }
}
