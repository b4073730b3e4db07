package dev.serai.signing;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash function inside an HMAC. */
public enum Hash {
    SHA1("HmacSHA1", 20),
    SHA256("HmacSHA256", 32),
    SHA512("HmacSHA512", 64);

    private final String macName;
    private final int length;

    Hash(String macName, int length) {
        this.macName = macName;
        this.length = length;
    }

    /**
     * Reads its name as configurations write it: {@code sha256}.
     *
     * @throws IllegalArgumentException if it is none that is known
     */
    public static Hash of(String name) {
        return switch (name) {
            case "sha1" -> SHA1;
            case "sha256" -> SHA256;
            case "sha512" -> SHA512;
            default -> throw new IllegalArgumentException("an algorithm is sha1, sha256 or sha512");
        };
    }

    /** How many bytes a MAC of it has. */
    int length() {
        return length;
    }

    /** A fresh HMAC with a key, for one thread and one message. */
    Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(macName);
            mac.init(new SecretKeySpec(key, macName));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + macName, e);
        }
    }
}
