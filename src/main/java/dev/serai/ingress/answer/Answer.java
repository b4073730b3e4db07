package dev.serai.ingress.answer;

import org.jspecify.annotations.Nullable;

/** What a request is answered. */
public sealed interface Answer {

    /**
     * What it brought is durable: 200.
     *
     * @param reply what its route answers in place of the receipts, or null
     * @param fault why it is no event but kept raw and parked; null if it is not
     */
    record Accepted(Receipts receipts, @Nullable Reply reply, @Nullable String fault)
            implements Answer {}

    /** It was no webhook but a question of its sender's: nothing of it is kept. */
    record Replied(Reply reply) implements Answer {}

    /** It is not accepted; nothing of it is kept but a record of the refusal. */
    record Refused(Refusal refusal) implements Answer {}
}
