package dev.serai.signing;

import dev.serai.signing.message.DraftMessage;
import java.time.Instant;
import java.util.List;

/** How a provider proves that a message is its own. Immutable. */
public interface Scheme {

    /**
     * Makes ready to check messages.
     *
     * @param secrets the current one, and the previous one while it may still be used
     * @throws IllegalArgumentException if one does not fit the scheme, without telling it
     */
    Verifier with(List<Secret> secrets);

    /**
     * Signs a message as the provider would: for samples and tests.
     *
     * @param key the secret, or the private key for schemes with a public one
     * @param now the time of sending, for schemes that have one
     * @return the message with what proves it, in place of what it had of that
     * @throws IllegalArgumentException if the key does not fit, without telling it, or the message
     *     has no place for a signature
     */
    DraftMessage sign(DraftMessage message, Secret key, Instant now);

    /** Whether the URL that the provider was told is part of what is signed. */
    boolean signsUrl();

    /** Whether the secret that checks a message also makes one: not so with a public key. */
    default boolean signsWithItsSecret() {
        return true;
    }
}
