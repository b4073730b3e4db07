package dev.serai.testing;

import dev.serai.signing.Secret;
import dev.serai.subscription.secret.ClientCertificate;
import dev.serai.subscription.secret.ClientIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of {@code testing/tls}, and servers' ends of TLS made of them. */
public final class TestTls {

    private static final char[] NO_PASSWORD = {};

    private TestTls() {}

    /** A file: a certificate and its key in PEM. */
    public static String pem(String name) {
        try (InputStream in = TestTls.class.getResourceAsStream("tls/" + name + ".pem")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file as a client's, whatever is wrong with it. */
    public static ClientIdentity identity(String name) {
        return new ClientIdentity(Secret.of(pem(name)));
    }

    /** The authority that has issued most of them. */
    public static X509Certificate authority() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            pem("ca").getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that shows a file's certificate and believes clients of the authority. */
    public static SSLContext server(String name) {
        try {
            ClientCertificate shown = identity(name).open();
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, NO_PASSWORD);
            own.setKeyEntry(
                    "own", shown.key(), NO_PASSWORD, shown.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, NO_PASSWORD);
            believed.setCertificateEntry("authority", authority());
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
