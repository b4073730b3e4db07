package dev.serai.subscription.option;

/** What is posted to an endpoint. */
public enum Payload {
    /** The event's data as it is; its attributes are headers (CloudEvents' binary mode). */
    DATA,
    /** The whole event as one JSON object (CloudEvents' structured mode). */
    CLOUDEVENT
}
