package dev.serai.subscription.secret;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate with its key out of PEM (RFC 7468), in any order. */
final class PemIdentity {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final int BLOCKS_MAX = 12;
    private static final byte[] SOMETHING = {83, 101, 114, 97, 105};

    private PemIdentity() {}

    static ClientCertificate read(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        for (int i = 0; i < BLOCKS_MAX && block.find(); i++) {
            switch (block.group(1)) {
                case CERTIFICATE -> certificates.add(certificate(decoded(block.group(2))));
                case PKCS8 -> keys.add(decoded(block.group(2)));
                default -> refuse(block.group(1));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("holds no -----BEGIN CERTIFICATE-----");
        }
        if (keys.size() != 1) {
            throw new IllegalArgumentException(
                    "holds one -----BEGIN PRIVATE KEY----- beside the certificate, and here are "
                            + keys.size());
        }
        PublicKey first = certificates.getFirst().getPublicKey();
        PrivateKey key = key(keys.getFirst(), first.getAlgorithm());
        if (!fit(key, first)) {
            throw new IllegalArgumentException(
                    "its private key is not that of its first certificate");
        }
        refuseUnordered(certificates);
        return new ClientCertificate(certificates, key);
    }

    /** Some other form of a key, mostly. */
    private static void refuse(String label) {
        if (label.endsWith(PKCS8)) {
            throw new IllegalArgumentException(
                    "a private key is in PKCS#8 and without a password here, not an "
                            + label
                            + "; openssl pkcs8 -topk8 -nodes -in key.pem makes it so");
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("one of its certificates cannot be read", e);
        }
    }

    private static PrivateKey key(byte[] der, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            // Without the cause, which may tell of the key.
            throw new IllegalArgumentException(
                    "its private key cannot be read as the " + algorithm + " of its certificate");
        }
    }

    /** Whether what the one signs, the other verifies. */
    private static boolean fit(PrivateKey key, PublicKey certified) {
        try {
            Signature signature = Signature.getInstance(signature(certified.getAlgorithm()));
            signature.initSign(key);
            signature.update(SOMETHING);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(SOMETHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signature(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm; // Ed25519 and its like are both
        };
    }

    private static void refuseUnordered(List<X509Certificate> chain) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            try {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(
                        "each certificate is followed by that of its issuer, and number "
                                + (i + 2)
                                + " did not issue the one before it");
            }
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("one of its parts is no base64");
        }
    }
}
