package dev.serai.api.idempotency;

/** What has become of an idempotency key. */
sealed interface Claim {

    /** Nobody had it: the request is to be answered, and the answer stored. */
    record Mine() implements Claim {}

    /** A request with it is being answered. */
    record UnderWay() implements Claim {}

    /** Another request was made with it. */
    record Reused() implements Claim {}

    /** The request was answered before. */
    record Answered(StoredAnswer answer) implements Claim {}
}
