package dev.serai.signing.algorithm;

import dev.serai.signing.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Signs with private keys, as providers do: for samples and tests. */
public final class PrivateKeys {

    private static final String STANDARD_PREFIX = "whsk_";
    private static final int ED25519_SEED = 32;

    private PrivateKeys() {}

    /**
     * Signs a text.
     *
     * @param name Java's name of the signature
     * @param kind EC, RSA or Ed25519
     * @param key PKCS #8 in base64, as PEM or bare; or {@code whsk_} of Standard Webhooks
     * @throws IllegalArgumentException if the key is none, without telling it
     */
    public static byte[] sign(String name, String kind, Secret key, List<byte[]> text) {
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(read(kind, key.reveal()));
            for (byte[] piece : text) {
                signature.update(piece);
            }
            return signature.sign();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What was wrong with it quotes from it.
            throw new IllegalArgumentException(
                    "signing takes a private key of " + kind + ", PKCS #8 in base64");
        }
    }

    public static PrivateKey read(String kind, String text) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind).generatePrivate(spec(text));
    }

    private static KeySpec spec(String text) {
        if (text.startsWith(STANDARD_PREFIX)) {
            byte[] both = Base64.getDecoder().decode(text.substring(STANDARD_PREFIX.length()));
            return new EdECPrivateKeySpec(
                    NamedParameterSpec.ED25519, Arrays.copyOf(both, ED25519_SEED));
        }
        String bare = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s|\\\\n", "");
        return new PKCS8EncodedKeySpec(Base64.getDecoder().decode(bare));
    }
}
