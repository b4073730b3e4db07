package dev.serai.delivery.connection;

import dev.serai.subscription.secret.ClientCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed, and what is shown of one's own. Thread-safe. */
final class Trust {

    private final TrustManager[] trusted;

    /**
     * The JDK's authorities, and some more.
     *
     * @throws IllegalStateException if the JDK's are not to be had
     */
    Trust(List<X509Certificate> more) {
        try {
            TrustManager[] usual = managers(null);
            trusted = more.isEmpty() ? usual : managers(store(usual, more));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("trusted certificates cannot be used", e);
        }
    }

    /** For connections that show a certificate, or none. */
    SSLContext context(@Nullable ClientCertificate shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ShownIdentity(shown)}, trusted, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot be used for TLS", e);
        }
    }

    private static KeyStore store(TrustManager[] usual, List<X509Certificate> more)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        List<X509Certificate> all =
                Stream.concat(
                                Stream.of(usual)
                                        .filter(X509TrustManager.class::isInstance)
                                        .map(X509TrustManager.class::cast)
                                        .flatMap(
                                                manager -> Stream.of(manager.getAcceptedIssuers())),
                                more.stream())
                        .toList();
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("trusted-" + i, all.get(i));
        }
        return store;
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
