package dev.serai.signing;

import dev.serai.signing.message.SignedMessage;
import java.time.Instant;

/** A scheme with its secrets, ready to check messages. Thread-safe. */
public interface Verifier {

    /**
     * Checks a message, in constant time and on decoded bytes; the age is judged last. Never throws
     * for what a stranger sent.
     */
    Verification verify(SignedMessage message, Instant now);

    /**
     * Checks a message in the same way and tells each step; costs much more. Never throws either.
     */
    Explanation explain(SignedMessage message, Instant now);
}
