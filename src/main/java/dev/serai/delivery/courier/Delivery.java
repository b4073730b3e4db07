package dev.serai.delivery.courier;

import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;

/**
 * One event for one endpoint.
 *
 * @param entry the event and its place in the log
 * @param endpoint as it is when the attempt is made
 */
public record Delivery(Entry entry, Endpoint endpoint) {

    public Event event() {
        return entry.event();
    }
}
