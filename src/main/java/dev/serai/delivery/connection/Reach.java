package dev.serai.delivery.connection;

import dev.serai.subscription.AllowedUrls;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where posts may go, and how.
 *
 * @param allowed the URLs, and the addresses that names may lead to
 * @param proxy that everything goes through; null for none
 * @param times how long a connection and an attempt may take
 * @param trusted authorities that may have issued receivers' certificates, beside the JDK's own
 */
public record Reach(
        AllowedUrls allowed, @Nullable URI proxy, HttpTimes times, List<X509Certificate> trusted) {

    public Reach {
        trusted = List.copyOf(trusted);
    }
}
