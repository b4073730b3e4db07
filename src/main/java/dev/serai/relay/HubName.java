package dev.serai.relay;

import dev.serai.event.Ksuid;

/**
 * Names this hub among those that share the database.
 *
 * @param value not empty
 */
public record HubName(String value) {

    /** A name that no other hub has. */
    public static HubName made(Ksuid ksuid) {
        return new HubName("hub_" + ksuid.next());
    }
}
