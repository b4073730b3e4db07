package dev.serai.signing.outbound;

import dev.serai.signing.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that signs as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> says, over
 * {@code id.timestamp.body}: {@code whsec_} by HMAC-SHA256 ({@code v1}), {@code whsk_} by Ed25519
 * ({@code v1a}). Read once, used often. Thread-safe; never prints.
 */
public final class WebhookKey {

    /** Before a symmetric key. */
    public static final String SYMMETRIC = "whsec_";

    /** Before an asymmetric one: its seed and its public half. */
    public static final String ASYMMETRIC = "whsk_";

    /** Before the public half alone. */
    private static final String PUBLIC = "whpk_";

    private static final String MAC = "HmacSHA256";
    private static final int BYTES_NEW = 24;
    private static final int BYTES_LEAST = 24;
    private static final int BYTES_MOST = 75;

    private final Secret secret;
    private final Key key;

    private WebhookKey(Secret secret, Key key) {
        this.secret = secret;
        this.key = key;
    }

    /**
     * Reads a key; one without a prefix is symmetric.
     *
     * @throws IllegalArgumentException if it is none, without telling it
     */
    public static WebhookKey of(Secret secret) {
        String text = secret.reveal();
        if (text.startsWith(ASYMMETRIC)) {
            return new WebhookKey(
                    secret, Ed25519.privateKey(decoded(text.substring(ASYMMETRIC.length()))));
        }
        byte[] bytes =
                decoded(text.startsWith(SYMMETRIC) ? text.substring(SYMMETRIC.length()) : text);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a key is not empty");
        }
        return new WebhookKey(secret, new SecretKeySpec(bytes, MAC));
    }

    /**
     * Reads a key that somebody chose, more strictly: a symmetric one has 24 to 75 bytes.
     *
     * @throws IllegalArgumentException if it is none, without telling it
     */
    public static WebhookKey chosen(String text) {
        boolean named = text.startsWith(SYMMETRIC) || text.startsWith(ASYMMETRIC);
        WebhookKey key = of(Secret.of(named ? text : SYMMETRIC + text));
        if (key.key instanceof SecretKeySpec symmetric) {
            int length = symmetric.getEncoded().length;
            if (length < BYTES_LEAST || length > BYTES_MOST) {
                throw new IllegalArgumentException(
                        "a symmetric key is whsec_ and the base64 of 24 to 75 bytes");
            }
        }
        return key;
    }

    /** A new symmetric key, of 24 bytes as Standard Webhooks advises. */
    public static WebhookKey newSymmetric(RandomGenerator random) {
        byte[] bytes = new byte[BYTES_NEW];
        random.nextBytes(bytes);
        return of(Secret.of(SYMMETRIC + base64(bytes)));
    }

    /** A new asymmetric key. */
    public static WebhookKey newAsymmetric(RandomGenerator random) {
        return of(Secret.of(ASYMMETRIC + base64(Ed25519.newPair(random))));
    }

    /** Whether receivers verify by its public half. */
    public boolean isAsymmetric() {
        return key instanceof PrivateKey;
    }

    /** The text: only for storing it, and for whoever may sign. */
    public Secret secret() {
        return secret;
    }

    /** What a receiver needs to verify: the key itself, or its public half. */
    public Secret forReceiver() {
        return key instanceof PrivateKey
                ? Secret.of(
                        PUBLIC
                                + base64(
                                        Ed25519.publicHalf(
                                                decoded(
                                                        secret.reveal()
                                                                .substring(ASYMMETRIC.length())))))
                : secret;
    }

    /**
     * One signature: {@code v1,} or {@code v1a,} and base64.
     *
     * @param timestamp only its seconds are signed
     */
    public String sign(String id, Instant timestamp, byte[] body) {
        byte[] head =
                (id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        try {
            return key instanceof PrivateKey asymmetric
                    ? "v1a," + base64(signed(asymmetric, head, body))
                    : "v1," + base64(hashed(head, body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256 and Ed25519", e);
        }
    }

    private static byte[] signed(PrivateKey key, byte[] head, byte[] body)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(Ed25519.NAME);
        signature.initSign(key);
        signature.update(head);
        signature.update(body);
        return signature.sign();
    }

    private byte[] hashed(byte[] head, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(key);
        mac.update(head);
        return mac.doFinal(body);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key is whsec_ or whsk_, and base64");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookKey that && that.secret.equals(secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "WebhookKey(hidden)";
    }
}
