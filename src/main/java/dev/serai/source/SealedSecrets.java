package dev.serai.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.signing.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a source's secrets stand in the database: the only place that knows. With a master key they
 * are sealed by AES-256 in Galois/counter mode, each for its own source, so that a row's secrets
 * are worth nothing in another row; without one they are plain.
 */
final class SealedSecrets {

    private static final String PLAIN = "plain:";
    private static final String SEALED = "aes-gcm:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final @Nullable SecretKeySpec key;
    private final RandomGenerator random;

    /**
     * With a master key, or without.
     *
     * @param masterKey 32 bytes in base64; empty for none
     * @throws IllegalArgumentException if it is no such key, without telling it
     */
    SealedSecrets(String masterKey, RandomGenerator random) {
        this.key = masterKey.isBlank() ? null : new SecretKeySpec(bytes(masterKey.strip()), "AES");
        this.random = random;
    }

    private static byte[] bytes(String masterKey) {
        try {
            byte[] bytes = Base64.getDecoder().decode(masterKey);
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // What was wrong with it quotes from it.
            throw wrongKey();
        }
        throw wrongKey();
    }

    private static IllegalArgumentException wrongKey() {
        return new IllegalArgumentException(
                "serai.master-key is 32 random bytes in base64, as openssl rand -base64 32 makes them");
    }

    boolean isPlain() {
        return key == null;
    }

    /** What to store of a source's secrets. */
    String write(String source, Map<String, Secret> secrets) {
        Map<String, String> texts = new TreeMap<>();
        secrets.forEach((name, secret) -> texts.put(name, secret.reveal()));
        byte[] text = json(texts);
        if (key == null) {
            return PLAIN + new String(text, StandardCharsets.UTF_8);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(key, Cipher.ENCRYPT_MODE, source, nonce, text);
        return SEALED
                + Base64.getEncoder()
                        .encodeToString(
                                ByteBuffer.allocate(nonce.length + sealed.length)
                                        .put(nonce)
                                        .put(sealed)
                                        .array());
    }

    /**
     * Reads what was stored.
     *
     * @throws Unreadable if that takes another master key
     */
    Map<String, Secret> read(String source, String column) {
        Map<String, Secret> secrets = new TreeMap<>();
        texts(open(source, column)).forEach((name, text) -> secrets.put(name, Secret.of(text)));
        return secrets;
    }

    private byte[] open(String source, String column) {
        if (column.startsWith(PLAIN)) {
            return column.substring(PLAIN.length()).getBytes(StandardCharsets.UTF_8);
        }
        if (key == null || !column.startsWith(SEALED)) {
            throw new Unreadable(source);
        }
        try {
            byte[] both = Base64.getDecoder().decode(column.substring(SEALED.length()));
            return crypt(
                    key,
                    Cipher.DECRYPT_MODE,
                    source,
                    Arrays.copyOf(both, NONCE_BYTES),
                    Arrays.copyOfRange(both, NONCE_BYTES, both.length));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Unreadable(source);
        }
    }

    private static byte[] crypt(
            SecretKeySpec key, int mode, String source, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(source.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secrets cannot be sealed or opened", e);
        }
    }

    private static byte[] json(Map<String, String> texts) {
        try {
            return JSON.writeValueAsBytes(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON");
        }
    }

    private static Map<String, String> texts(byte[] json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("serai.source.secrets holds no map of texts");
        }
    }

    /** The secrets were sealed with another master key than this hub has. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String source) {
            super("the secrets of " + source + " were sealed with another serai.master-key");
        }
    }
}
