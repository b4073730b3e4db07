package dev.serai.signing.algorithm;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash function, alone or inside an HMAC or a public-key signature. */
public enum Hash {
    SHA1("SHA1", "SHA-1", 20),
    SHA256("SHA256", "SHA-256", 32),
    SHA512("SHA512", "SHA-512", 64);

    private final String name;
    private final String digestName;
    private final int length;

    Hash(String name, String digestName, int length) {
        this.name = name;
        this.digestName = digestName;
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
            default ->
                    throw new IllegalArgumentException(
                            "an algorithm is sha1, sha256 or sha512, not " + name);
        };
    }

    /** How many bytes it has. */
    int length() {
        return length;
    }

    /** Its part of the name of a public-key signature: {@code SHA256}. */
    String signatureName() {
        return name;
    }

    SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, "Hmac" + name);
    }

    Mac mac(byte[] key) {
        return mac(key(key));
    }

    /** A fresh HMAC with a key, for one thread and one message. */
    Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + key.getAlgorithm(), e);
        }
    }

    public MessageDigest digest() {
        try {
            return MessageDigest.getInstance(digestName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + digestName, e);
        }
    }
}
