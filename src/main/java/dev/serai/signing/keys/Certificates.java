package dev.serai.signing.keys;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Certificates that a message names the place of. Only places of the provider's own are gone to.
 *
 * @param documents where they are fetched
 * @param places what a provider's place looks like, from https to the end
 * @param name what the certificate must be made out to; checked together with the chain
 * @param anchors who may have vouched for them; empty if a provider sends no chain, and the place
 *     alone vouches
 */
public record Certificates(
        Documents documents, Pattern places, Pattern name, Set<TrustAnchor> anchors) {

    private static final int CHAIN_MAX = 8;
    private static final int DNS_NAME = 2;

    /**
     * The public key of the certificate at a place.
     *
     * @throws GeneralSecurityException if the place is not the provider's, or it is no certificate
     *     that is valid now
     * @throws Documents.Unavailable if it cannot be had now
     */
    public PublicKey key(String place, Instant now)
            throws GeneralSecurityException, Documents.Unavailable {
        if (!places.matcher(place).matches()) {
            throw new GeneralSecurityException("the certificate is not at a place of the provider");
        }
        byte[] document =
                documents.fetch(Documents.Wanted.at(URI.create(place)), Documents.LIFETIME);
        List<X509Certificate> chain = read(document);
        X509Certificate own = chain.getFirst();
        own.checkValidity(Date.from(now));
        if (!anchors.isEmpty()) {
            checkName(own);
            checkChain(chain, now);
        }
        return own.getPublicKey();
    }

    private static List<X509Certificate> read(byte[] pem) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (var certificate :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem))) {
            chain.add((X509Certificate) certificate);
        }
        if (chain.isEmpty() || chain.size() > CHAIN_MAX) {
            throw new GeneralSecurityException("there are no certificates, or too many");
        }
        return chain;
    }

    private void checkName(X509Certificate own) throws GeneralSecurityException {
        Collection<List<?>> names = own.getSubjectAlternativeNames();
        boolean matches =
                names != null
                        && names.stream()
                                .filter(one -> Integer.valueOf(DNS_NAME).equals(one.getFirst()))
                                .anyMatch(one -> name.matcher(one.getLast().toString()).matches());
        if (!matches) {
            throw new GeneralSecurityException("the certificate is somebody else's");
        }
    }

    private void checkChain(List<X509Certificate> chain, Instant now)
            throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(anchors);
        // Asking for revocation lists would wait for further hosts, at every message.
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        List<X509Certificate> path =
                chain.stream()
                        .filter(
                                one ->
                                        !one.getSubjectX500Principal()
                                                .equals(one.getIssuerX500Principal()))
                        .toList();
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }
}
