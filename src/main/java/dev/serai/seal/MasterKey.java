package dev.serai.seal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256, and the name by which a sealed text says that this one opens it. Prints nothing
 * of the key. Immutable.
 */
final class MasterKey {

    static final int BYTES = 32;
    static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;
    private static final int NAME_BYTES = 6;

    private final SecretKey key;
    private final String name;

    private MasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.name = name(bytes);
    }

    /**
     * Reads one.
     *
     * @param text 32 bytes in base64
     * @throws IllegalArgumentException if it is no such key, without telling it
     */
    static MasterKey parse(String text) {
        return of(decoded(text.strip()));
    }

    static MasterKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "serai.master-key is 32 random bytes in base64, as openssl rand -base64 32"
                            + " makes them; those of serai.other-master-keys are too");
        }
        return new MasterKey(bytes);
    }

    String name() {
        return name;
    }

    /** The nonce, then the text sealed for whom it is meant. */
    byte[] seal(byte[] nonce, String meantFor, byte[] text) throws GeneralSecurityException {
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, meantFor, text);
        byte[] both = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
        return both;
    }

    /** The text; fails if the key is another, or it was sealed for somebody else. */
    byte[] open(String meantFor, byte[] both) throws GeneralSecurityException {
        if (both.length < NONCE_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        return crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(both, NONCE_BYTES),
                meantFor,
                Arrays.copyOfRange(both, NONCE_BYTES, both.length));
    }

    private byte[] crypt(int mode, byte[] nonce, String meantFor, byte[] text)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(meantFor.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return cipher.doFinal(text);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // what was wrong with it quotes from it
        }
    }

    private static String name(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey(" + name + ")";
    }
}
