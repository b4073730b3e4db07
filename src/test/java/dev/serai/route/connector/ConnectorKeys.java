package dev.serai.route.connector;

import dev.serai.signing.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a test's source and its provider share.
 *
 * @param source what is configured: the secret, or the public key
 * @param sender what the provider signs with: the same, or the private key
 */
record ConnectorKeys(String source, Secret sender) {

    private static final int ED25519_KEY = 32;

    /** What strangers sign with. */
    static final String STRANGER = "somebody else";

    /** Keys that fit a scheme, others for another seed. */
    static ConnectorKeys of(Map<String, String> scheme, String seed) {
        return switch (scheme.getOrDefault("scheme", "hmac")) {
            case "ed25519" -> pair("Ed25519", scheme.getOrDefault("key", "spki"));
            case "ecdsa" -> pair("EC", "spki");
            case "rsa" -> pair("RSA", "spki");
            case "adyen" -> shared(hex(seed));
            case "hmac" -> shared(secret(scheme.getOrDefault("key", "utf8"), seed));
            case "paypal" -> {
                Secret key = !seed.equals(STRANGER) ? RemoteKeys.CERTIFIED : pair("RSA", "").sender;
                yield new ConnectorKeys("WH1", Secret.of("WH1:" + key.reveal()));
            }
            case "aws-sns" ->
                    new ConnectorKeys(
                            "arn:aws:sns:eu-central-1:000000000000:sample",
                            !seed.equals(STRANGER) ? RemoteKeys.CERTIFIED : pair("RSA", "").sender);
            case "jwt" -> {
                String kind = scheme.get("algorithm").startsWith("ES") ? "EC" : "RSA";
                Secret key =
                        !seed.equals(STRANGER) ? RemoteKeys.signing(kind) : pair(kind, "").sender;
                yield new ConnectorKeys("client:secret", key);
            }
            default -> shared("user:" + seed);
        };
    }

    private static ConnectorKeys shared(String secret) {
        return new ConnectorKeys(secret, Secret.of(secret));
    }

    private static String secret(String form, String seed) {
        return switch (form) {
            case "hex" -> hex(seed);
            case "whsec" ->
                    "whsec_"
                            + base64(
                                    ("24 bytes or more: " + seed).getBytes(StandardCharsets.UTF_8));
            default -> "secret of " + seed;
        };
    }

    private static String hex(String seed) {
        return HexFormat.of()
                .formatHex(("32 bytes or so: " + seed).getBytes(StandardCharsets.UTF_8));
    }

    private static ConnectorKeys pair(String kind, String form) {
        KeyPair pair = RemoteKeys.pair(kind);
        byte[] spki = pair.getPublic().getEncoded();
        byte[] bare = Arrays.copyOfRange(spki, spki.length - ED25519_KEY, spki.length);
        String known =
                switch (form) {
                    case "whpk" -> "whpk_" + base64(bare);
                    case "hex-ed25519" -> HexFormat.of().formatHex(bare);
                    default -> base64(spki);
                };
        return new ConnectorKeys(known, Secret.of(base64(pair.getPrivate().getEncoded())));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
