package dev.serai.delivery.courier;

import dev.serai.event.Event;
import dev.serai.event.EventJson;
import dev.serai.subscription.option.Payload;

/**
 * What of an event is posted, as its endpoint wants it.
 *
 * @param whole whether the body says all of the event, so that headers need not
 */
record Posted(byte[] body, String contentType, boolean whole) {

    static Posted of(Delivery delivery) {
        Event event = delivery.event();
        return delivery.endpoint().settings().options().payload() == Payload.CLOUDEVENT
                ? new Posted(EventJson.structured(event), EventJson.STRUCTURED, true)
                : new Posted(event.data(), event.dataContentType(), false);
    }
}
