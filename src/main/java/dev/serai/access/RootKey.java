package dev.serai.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The key that may do everything on this hub. It never prints itself. */
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
        this.hash = sha256(text);
    }

    /** Whether a text is this key, in a time that tells nothing about the key. */
    boolean is(String presented) {
        return MessageDigest.isEqual(hash, sha256(presented));
    }

    /** The key itself: only for the operator's terminal. */
    public String reveal() {
        return text;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RootKey(hidden)";
    }
}
