package dev.serai.subscription.secret;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate and its private key. Prints no key.
 *
 * @param chain the certificate first, then that of each one's issuer, as far as it was given
 * @param key the certificate's
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {

    public ClientCertificate {
        chain = List.copyOf(chain);
    }

    /** The one that says who the client is. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public String toString() {
        return "ClientCertificate(" + certificate().getSubjectX500Principal() + ")";
    }
}
