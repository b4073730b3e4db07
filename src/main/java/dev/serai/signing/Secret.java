package dev.serai.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A secret that never prints. Two ways to be a key: the text's UTF-8 bytes as they stand (most
 * providers, Stripe's {@code whsec_} included), or base64 after {@code whsec_} (Standard Webhooks).
 */
public final class Secret {

    private static final String STANDARD_PREFIX = "whsec_";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Wraps a text.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Secret of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        return new Secret(text);
    }

    /** The key that the text's UTF-8 bytes are. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The key of Standard Webhooks: base64, {@code whsec_} before it left away, padding or not.
     *
     * @throws IllegalArgumentException if that is no base64
     */
    public byte[] standardWebhooks() {
        return Base64.getDecoder()
                .decode(
                        text.startsWith(STANDARD_PREFIX)
                                ? text.substring(STANDARD_PREFIX.length())
                                : text);
    }

    /** The text itself: only for the one who may see it, and for storing it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Secret(hidden)";
    }
}
