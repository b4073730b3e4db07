package dev.serai.ingress;

/** What a request is answered. */
public sealed interface Answer {

    /** It is durable: 200. */
    record Accepted(Receipt receipt) implements Answer {}

    /** It is not accepted; nothing of it is kept but a record of the refusal. */
    record Refused(Refusal refusal) implements Answer {}
}
