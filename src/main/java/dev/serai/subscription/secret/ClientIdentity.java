package dev.serai.subscription.secret;

import dev.serai.signing.Secret;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * The certificate that an endpoint's connections are made with, and its private key. Read whenever
 * it is used, so that one that cannot be read any more harms its own endpoint only. Immutable;
 * prints no key.
 *
 * @param pem the certificate, those of its authorities if any, and the key, as they were given
 */
public record ClientIdentity(Secret pem) {

    /** The length of the longest one, in characters. */
    public static final int LENGTH_MAX = 64 << 10;

    /**
     * One that is good for use now.
     *
     * @throws IllegalArgumentException if it is not, saying what is wrong with it and nothing of
     *     what is in it
     */
    public static ClientIdentity checked(String pem, Instant now) {
        ClientIdentity identity = new ClientIdentity(Secret.of(pem));
        X509Certificate certificate = identity.open().certificate();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IllegalArgumentException(
                    "its certificate has expired at " + certificate.getNotAfter().toInstant());
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new IllegalArgumentException(
                    "its certificate is valid from "
                            + certificate.getNotBefore().toInstant()
                            + " on only");
        }
        return identity;
    }

    /**
     * What it holds.
     *
     * @throws IllegalArgumentException if it is no certificate with its key
     */
    public ClientCertificate open() {
        return PemIdentity.read(pem.reveal());
    }

    @Override
    public String toString() {
        return "ClientIdentity(hidden)";
    }
}
