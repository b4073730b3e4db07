package dev.serai.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is kept of a key: enough to know it again. The keys have so many random bits that nobody
 * finds one by trying.
 *
 * @param hex SHA-256 in hexadecimal digits
 */
public record KeyHash(String hex) {

    static KeyHash of(String key) {
        return new KeyHash(HexFormat.of().formatHex(sha256(key)));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "KeyHash(hidden)";
    }
}
