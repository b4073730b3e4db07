package dev.serai.signing.algorithm;

import dev.serai.signing.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** How a public key is written. */
public enum PublicKeyForm {
    /** X.509's SubjectPublicKeyInfo: base64, as PEM or without its first and last line. */
    SPKI {
        @Override
        byte[] encoded(String text) {
            String bare =
                    text.replace("-----BEGIN PUBLIC KEY-----", "")
                            .replace("-----END PUBLIC KEY-----", "")
                            .replaceAll("\\s|\\\\n", "");
            return Base64.getDecoder().decode(bare);
        }
    },
    /** The 32 bytes of an Ed25519 key, in hexadecimal digits. */
    HEX_ED25519 {
        @Override
        byte[] encoded(String text) {
            return ed25519(HexFormat.of().parseHex(text.strip()));
        }
    },
    /** The 32 bytes of an Ed25519 key in base64, after {@code whpk_}: Standard Webhooks. */
    WHPK {
        @Override
        byte[] encoded(String text) {
            String bare = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
            return ed25519(Base64.getDecoder().decode(bare));
        }
    };

    private static final String PREFIX = "whpk_";

    /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_LENGTH = 32;

    /**
     * Reads its name as configurations write it: {@code spki}.
     *
     * @throws IllegalArgumentException if it is none that is known
     */
    public static PublicKeyForm of(String name) {
        return switch (name) {
            case "spki" -> SPKI;
            case "hex-ed25519" -> HEX_ED25519;
            case "whpk" -> WHPK;
            default ->
                    throw new IllegalArgumentException(
                            "a public key is spki, hex-ed25519 or whpk, not " + name);
        };
    }

    /**
     * The key.
     *
     * @param kind EC, RSA or Ed25519
     * @throws IllegalArgumentException if the text is none of this form and kind
     */
    PublicKey key(String kind, Secret text) {
        try {
            return KeyFactory.getInstance(kind)
                    .generatePublic(new X509EncodedKeySpec(encoded(text.reveal())));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the public key is no key of " + kind);
        }
    }

    abstract byte[] encoded(String text);

    private static byte[] ed25519(byte[] key) {
        if (key.length != ED25519_LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        byte[] encoded = new byte[ED25519_PREFIX.length + key.length];
        System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
        System.arraycopy(key, 0, encoded, ED25519_PREFIX.length, key.length);
        return encoded;
    }
}
