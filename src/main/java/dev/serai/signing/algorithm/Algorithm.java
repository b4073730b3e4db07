package dev.serai.signing.algorithm;

import dev.serai.signing.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a key does to a text. */
public sealed interface Algorithm {

    /** Stands in a text where the secret goes. */
    byte[] SECRET = {};

    /**
     * Makes a secret ready; what that costs is paid once.
     *
     * @throws IllegalArgumentException if the secret is no key of this algorithm
     */
    Key key(Secret secret);

    /**
     * Signs a text.
     *
     * @param key the secret, or the private key
     * @throws IllegalArgumentException if that is no key of this algorithm
     */
    byte[] sign(Secret key, List<byte[]> text);

    /** What it is and what form its key has, for a person. */
    String describe();

    /** A key that is ready. Thread-safe. */
    interface Key {

        /** Whether bytes of that length can be a signature. */
        boolean canBe(int length);

        /**
         * Whether one of the signatures is this key's over the text. All are compared, so that time
         * tells nothing of which it was.
         */
        boolean made(List<byte[]> text, List<byte[]> signatures);
    }

    /** HMAC. */
    record Hmac(Hash hash, KeyForm form) implements Algorithm {
        @Override
        public Key key(Secret secret) {
            byte[] bytes = form.key(secret);
            if (bytes.length == 0) {
                throw new IllegalArgumentException("an empty key");
            }
            return new HmacKey(hash, hash.key(bytes));
        }

        @Override
        public byte[] sign(Secret key, List<byte[]> text) {
            return new HmacKey(hash, hash.key(form.key(key))).sign(text);
        }

        @Override
        public String describe() {
            return "HMAC-" + hash + " with a key in " + form;
        }
    }

    /** A hash of a text with the secret in it. */
    record PlainHash(Hash hash) implements Algorithm {
        @Override
        public Key key(Secret secret) {
            return new PlainKey(hash, secret.utf8());
        }

        @Override
        public byte[] sign(Secret key, List<byte[]> text) {
            return new PlainKey(hash, key.utf8()).sign(text);
        }

        @Override
        public String describe() {
            return hash + " of a text with the secret in it";
        }
    }

    /** A signature that is checked with a public key. */
    record PublicKeySignature(Kind kind, Hash hash, PublicKeyForm form) implements Algorithm {

        /** The kinds of public keys, by Java's name for them. */
        public enum Kind {
            ED25519("Ed25519"),
            ECDSA("EC"),
            RSA("RSA");

            private final String keyName;

            Kind(String keyName) {
                this.keyName = keyName;
            }

            /** Java's name of its signature: {@code SHA256withECDSA}. */
            String signatureName(Hash hash) {
                return this == ED25519 ? keyName : hash.signatureName() + "with" + name();
            }
        }

        @Override
        public Key key(Secret secret) {
            return new VerifyingKey(kind.signatureName(hash), form.key(kind.keyName, secret));
        }

        @Override
        public byte[] sign(Secret key, List<byte[]> text) {
            return PrivateKeys.sign(kind.signatureName(hash), kind.keyName, key, text);
        }

        @Override
        public String describe() {
            return kind.signatureName(hash) + " with a public key in " + form;
        }
    }

    /** The key of an HMAC. */
    record HmacKey(Hash hash, SecretKeySpec key) implements Key {
        @Override
        public boolean canBe(int length) {
            return length == hash.length();
        }

        @Override
        public boolean made(List<byte[]> text, List<byte[]> signatures) {
            return isOne(sign(text), signatures);
        }

        byte[] sign(List<byte[]> text) {
            Mac mac = hash.mac(key);
            for (byte[] piece : text) {
                mac.update(piece);
            }
            return mac.doFinal();
        }

        @Override
        public String toString() {
            return hash + "(hidden)";
        }
    }

    /** The secret of a plain hash. */
    record PlainKey(Hash hash, byte[] secret) implements Key {
        @Override
        public boolean canBe(int length) {
            return length == hash.length();
        }

        @Override
        public boolean made(List<byte[]> text, List<byte[]> signatures) {
            return isOne(sign(text), signatures);
        }

        byte[] sign(List<byte[]> text) {
            MessageDigest digest = hash.digest();
            for (byte[] piece : text) {
                digest.update(piece == SECRET ? secret : piece);
            }
            return digest.digest();
        }

        @Override
        public String toString() {
            return hash + "(hidden)";
        }
    }

    /** A public key. Each signature costs a verification, so few are looked at. */
    record VerifyingKey(String name, PublicKey key) implements Key {

        private static final int SIGNATURES_MAX = 4;

        @Override
        public boolean canBe(int length) {
            if (key instanceof RSAPublicKey rsa) {
                return length == (rsa.getModulus().bitLength() + 7) / 8;
            }
            return length >= 8 && length <= 144;
        }

        @Override
        public boolean made(List<byte[]> text, List<byte[]> signatures) {
            return signatures.stream()
                    .limit(SIGNATURES_MAX)
                    .anyMatch(signature -> isOver(text, signature));
        }

        private boolean isOver(List<byte[]> text, byte[] given) {
            try {
                Signature signature = Signature.getInstance(name);
                signature.initVerify(key);
                for (byte[] piece : text) {
                    signature.update(piece);
                }
                return signature.verify(given);
            } catch (GeneralSecurityException e) {
                // It is no signature of that kind at all.
                return false;
            }
        }
    }

    private static boolean isOne(byte[] expected, List<byte[]> signatures) {
        boolean found = false;
        for (byte[] signature : signatures) {
            found |= MessageDigest.isEqual(expected, signature);
        }
        return found;
    }
}
