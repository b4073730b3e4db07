package dev.serai.relay.sink;

import java.util.Locale;

/** How a group of a sink's shards is doing. */
public enum RelayState {
    /** A hub serves it. */
    RUNNING,
    /** No hub serves it now; one will soon if any is there for the sink. */
    WAITING_FOR_LEASE,
    /** The sink or the database is away; it is tried again. */
    BACKING_OFF,
    /** Its place and the log do not belong together; a person has to look. */
    STOPPED;

    /** The word on the wire: {@code backing-off}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static RelayState of(String wire) {
        for (RelayState state : values()) {
            if (state.wire().equals(wire)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state of a relay: " + wire);
    }
}
