package dev.serai.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What makes two webhooks the same one: 128 bits of SHA-256 over a scope and what identifies the
 * webhook within it.
 *
 * @param value the 16 bytes
 */
public record DedupeKey(UUID value) implements Comparable<DedupeKey> {

    /**
     * A key.
     *
     * @param scope what the identity is unique in, for example tenant, source and the kind of
     *     identity
     * @param identity what is the same in every copy: an id, or a whole body
     */
    public static DedupeKey of(String scope, byte[] identity) {
        MessageDigest digest = sha256();
        byte[] scopeBytes = scope.getBytes(StandardCharsets.UTF_8);
        // The length in front keeps ("ab", "c") apart from ("a", "bc").
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(scopeBytes.length).array());
        digest.update(scopeBytes);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(identity));
        return new DedupeKey(new UUID(hash.getLong(), hash.getLong()));
    }

    /** {@link #of(String, byte[])} of a text's UTF-8 bytes. */
    public static DedupeKey of(String scope, String identity) {
        return of(scope, identity.getBytes(StandardCharsets.UTF_8));
    }

    /** By unsigned bytes, as PostgreSQL orders uuid values. */
    @Override
    public int compareTo(DedupeKey other) {
        int high =
                Long.compareUnsigned(
                        value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
