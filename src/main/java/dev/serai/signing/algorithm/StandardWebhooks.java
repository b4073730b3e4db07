package dev.serai.signing.algorithm;

import dev.serai.signing.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * The symmetric signature of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>:
 * HMAC-SHA256 over {@code id.timestamp.body}, keyed with the base64 after {@code whsec_}.
 */
public final class StandardWebhooks {

    /** The header of the event's id. */
    public static final String ID_HEADER = "webhook-id";

    /** The header of the attempt's time, in seconds since the epoch. */
    public static final String TIMESTAMP_HEADER = "webhook-timestamp";

    /** The header of the signatures, parted by spaces. */
    public static final String SIGNATURE_HEADER = "webhook-signature";

    private static final String VERSION = "v1,";
    private static final int SIGNATURES_MAX = 16;

    private StandardWebhooks() {}

    /**
     * Signs a message.
     *
     * @param timestamp the attempt's time; only its seconds are signed
     * @return one signature, {@code v1,} and base64; those of several secrets are joined by a space
     * @throws IllegalArgumentException if the secret is not base64
     */
    public static String sign(Secret secret, String id, Instant timestamp, byte[] body) {
        return VERSION
                + Base64.getEncoder()
                        .encodeToString(
                                hash(secret, id, Long.toString(timestamp.getEpochSecond()), body));
    }

    /**
     * Whether one of the signatures in a header is the secret's; other versions are passed over.
     * Says nothing about the timestamp's age.
     *
     * @param timestamp the timestamp as its header has it
     * @param signatures the signature header's value
     * @throws IllegalArgumentException if the secret is not base64
     */
    public static boolean verify(
            Secret secret, String id, String timestamp, byte[] body, String signatures) {
        byte[] expected = hash(secret, id, timestamp, body);
        boolean found = false;
        for (String signature : signatures.split(" ", SIGNATURES_MAX)) {
            if (signature.startsWith(VERSION)) {
                byte[] given =
                        Encoding.BASE64.decode(signature.substring(VERSION.length()).strip());
                found |= MessageDigest.isEqual(expected, given);
            }
        }
        return found;
    }

    private static byte[] hash(Secret secret, String id, String timestamp, byte[] body) {
        Mac mac = Hash.SHA256.mac(secret.standardWebhooks());
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(body);
    }
}
