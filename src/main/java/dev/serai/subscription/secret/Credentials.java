package dev.serai.subscription.secret;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's receiver knows the hub by, beside the signatures. Immutable; prints none.
 *
 * @param tokens how access tokens are got that go with each attempt; null for none
 * @param identity the client certificate that connections are made with; null for none
 */
public record Credentials(@Nullable TokenClient tokens, @Nullable ClientIdentity identity) {

    /** Of an endpoint that asks for neither. */
    public static final Credentials NONE = new Credentials(null, null);

    public Credentials withTokens(@Nullable TokenClient other) {
        return new Credentials(other, identity);
    }

    public Credentials withIdentity(@Nullable ClientIdentity other) {
        return new Credentials(tokens, other);
    }

    @Override
    public String toString() {
        return "Credentials(hidden)";
    }
}
