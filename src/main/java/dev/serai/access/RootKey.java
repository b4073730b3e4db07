package dev.serai.access;

import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A key that the operator sets: the root key, which may do everything on this hub, or the viewer's.
 * It never prints itself.
 */
public final class RootKey {

    /** What a Bearer token may hold, by RFC 6750; anything else could never be presented. */
    private static final Pattern PRESENTABLE = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String text;
    private final byte[] hash;

    RootKey(String text) {
        if (!PRESENTABLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "an API key is letters, digits and . _ ~ + / - only, since it is sent as"
                            + " \"Authorization: Bearer\"");
        }
        this.text = text;
        this.hash = KeyHash.sha256(text);
    }

    /** Whether a text is this key, in a time that tells nothing about the key. */
    boolean is(String presented) {
        return MessageDigest.isEqual(hash, KeyHash.sha256(presented));
    }

    /** The key itself: only for the operator's terminal. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "RootKey(hidden)";
    }
}
