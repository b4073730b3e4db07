package dev.serai.signing.algorithm;

import dev.serai.signing.Secret;
import java.util.HexFormat;

/** How a secret's text is made a key. */
public enum KeyForm {
    /** The text's UTF-8 bytes, whatever it looks like: most providers. */
    UTF8 {
        @Override
        byte[] key(Secret secret) {
            return secret.utf8();
        }
    },
    /** Hexadecimal digits. */
    HEX {
        @Override
        byte[] key(Secret secret) {
            return HexFormat.of().parseHex(secret.reveal());
        }
    },
    /** Base64, padded or not; {@code whsec_} before it left away. */
    BASE64 {
        @Override
        byte[] key(Secret secret) {
            return secret.standardWebhooks();
        }
    };

    /**
     * Reads its name as configurations write it: {@code utf8}. {@code whsec} and {@code base64} are
     * the same.
     *
     * @throws IllegalArgumentException if it is none that is known
     */
    public static KeyForm of(String name) {
        return switch (name) {
            case "utf8" -> UTF8;
            case "hex" -> HEX;
            case "whsec", "base64" -> BASE64;
            default ->
                    throw new IllegalArgumentException(
                            "the key of an hmac is utf8, hex, or whsec (base64), not " + name);
        };
    }

    /**
     * The key.
     *
     * @throws IllegalArgumentException if the secret is not of this form
     */
    abstract byte[] key(Secret secret);
}
