package dev.serai.signing.keys;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Where keys come from that no configuration holds.
 *
 * @param documents where key sets and certificates are fetched
 * @param anchors who may vouch for certificates
 */
public record KeySources(Documents documents, Set<TrustAnchor> anchors) {

    public KeySources {
        anchors = Set.copyOf(anchors);
    }

    /** The providers' own, over HTTPS; certificates that this machine's Java trusts. */
    public static KeySources overHttps(InstantSource clock) {
        return new KeySources(Documents.overHttps(clock), systemAnchors());
    }

    /** Nothing can be had, and nobody is trusted. */
    public static KeySources none() {
        return new KeySources(
                (wanted, ageMax) -> {
                    throw new Documents.Unavailable("nothing is fetched here");
                },
                Set.of());
    }

    private static Set<TrustAnchor> systemAnchors() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            @Nullable KeyStore system = null;
            factory.init(system);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(
                            manager ->
                                    Arrays.stream(
                                            ((X509TrustManager) manager).getAcceptedIssuers()))
                    .map(certificate -> new TrustAnchor(certificate, null))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java trusts nobody", e);
        }
    }
}
