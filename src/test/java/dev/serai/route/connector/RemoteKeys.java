package dev.serai.route.connector;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.serai.signing.Secret;
import dev.serai.signing.keys.Documents;
import dev.serai.signing.keys.KeySources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** The keys that providers publish, here without the network. */
final class RemoteKeys implements Documents {

    /** The private key of the certificate that PayPal and Amazon are taken to have. */
    static final Secret CERTIFIED = Secret.of(text("leaf-key.txt"));

    private static final KeyPair EC = pair("EC");
    private static final KeyPair RSA = pair("RSA");

    /** What private key tokens are signed with. */
    static Secret signing(String kind) {
        KeyPair pair = kind.equals("EC") ? EC : RSA;
        return Secret.of(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    static KeySources sources() {
        try {
            byte[] root = text("root.pem").getBytes(StandardCharsets.UTF_8);
            X509Certificate anchor =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(root));
            return new KeySources(new RemoteKeys(), Set.of(new TrustAnchor(anchor, null)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] fetch(Wanted wanted, Duration ageMax) throws Unavailable {
        String place = wanted.uri().toString();
        if (place.endsWith(".pem") || place.contains("paypal.com")) {
            return text("chain.pem").getBytes(StandardCharsets.UTF_8);
        }
        Map<String, String> keys =
                Map.of(
                        "https://production.plaid.com/webhook_verification_key/get",
                        "{\"key\":" + plaids() + "}",
                        "https://www.googleapis.com/oauth2/v3/certs",
                        new JWKSet(new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).build())
                                .toString());
        if (!keys.containsKey(place)) {
            throw new Unavailable("there is no " + place);
        }
        return keys.get(place).getBytes(StandardCharsets.UTF_8);
    }

    private static String plaids() {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) EC.getPublic())
                .keyID("sample")
                .build()
                .toJSONString();
    }

    /** A key pair of the size that providers use: P-256, RSA with 2048 bits, Ed25519. */
    static KeyPair pair(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (!kind.equals("Ed25519")) {
                generator.initialize(kind.equals("EC") ? 256 : 2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in =
                RemoteKeys.class.getResourceAsStream("/dev/serai/signing/provider/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
