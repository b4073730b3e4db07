package dev.serai.signing.outbound;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Keys of Ed25519 (RFC 8032) as 64 bytes: the seed, then the public half that follows from it. All
 * methods refuse other bytes with an IllegalArgumentException that does not tell them.
 */
final class Ed25519 {

    static final String NAME = "Ed25519";

    private static final int SEED_BYTES = 32;
    private static final int PAIR_BYTES = 64;

    private Ed25519() {}

    static PrivateKey privateKey(byte[] pair) {
        if (!Arrays.equals(pairOf(seed(pair)), pair)) {
            throw wrong();
        }
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePrivate(
                            new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed(pair)));
        } catch (GeneralSecurityException e) {
            throw wrong();
        }
    }

    static byte[] newPair(RandomGenerator random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return pairOf(seed);
    }

    static byte[] publicHalf(byte[] pair) {
        return Arrays.copyOfRange(pair, SEED_BYTES, PAIR_BYTES);
    }

    private static byte[] seed(byte[] pair) {
        if (pair.length != PAIR_BYTES) {
            throw wrong();
        }
        return Arrays.copyOf(pair, SEED_BYTES);
    }

    /** Java derives a public half only while it makes a pair, whose seed is what it draws first. */
    private static byte[] pairOf(byte[] seed) {
        try {
            KeyPairGenerator maker = KeyPairGenerator.getInstance(NAME);
            maker.initialize(NamedParameterSpec.ED25519, new Drawn(seed));
            PublicKey half = maker.generateKeyPair().getPublic();
            byte[] encoded = half.getEncoded(); // the raw key is its end
            byte[] pair = Arrays.copyOf(seed, PAIR_BYTES);
            System.arraycopy(encoded, encoded.length - SEED_BYTES, pair, SEED_BYTES, SEED_BYTES);
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "an asymmetric key is whsk_ and the base64 of 64 bytes: a seed of Ed25519 and its"
                        + " public key");
    }

    /** Draws what it was given. */
    private static final class Drawn extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        Drawn(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
