package dev.serai.delivery.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of certificates whose owners are believed. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * Reads one.
     *
     * @param file in PEM
     * @throws IllegalArgumentException if there are none in it
     */
    public static List<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw wrong(file, null);
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw wrong(file, e);
        }
    }

    private static IllegalArgumentException wrong(Path file, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "serai.delivery.network.trusted-certificates: "
                        + file
                        + " is no file of certificates in PEM",
                cause);
    }
}
