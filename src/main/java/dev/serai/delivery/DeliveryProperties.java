package dev.serai.delivery;

import dev.serai.delivery.connection.HttpTimes;
import dev.serai.delivery.connection.Reach;
import dev.serai.delivery.connection.TrustedCertificates;
import dev.serai.delivery.courier.SignatureNames;
import dev.serai.subscription.AllowedUrls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the webhook engine.
 *
 * @param retrySchedule how long after each failed attempt the next one comes
 * @param allowedSubnets private addresses that endpoints may have; null when not set
 * @param timeout how long an attempt may take in all
 * @param connectTimeout how long looking a host up, connecting, and TLS may take, each
 * @param breakerOpen how long an endpoint's circuit breaker stays open the first time
 * @param breakerOpenMax how long it stays open at most
 * @param disableAfter after how long an endpoint is disabled that does nothing but fail; zero for
 *     never
 * @param attemptsMax how many attempts a hub makes at the same time
 * @param signatureHeaders under which names the signature is sent
 * @param network where endpoints may be, and how they are reached
 */
@ConfigurationProperties(prefix = "serai.delivery", ignoreUnknownFields = false)
record DeliveryProperties(
        @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "10h"}) List<Duration> retrySchedule,
        @Nullable List<String> allowedSubnets,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration breakerOpen,
        @DefaultValue("10m") Duration breakerOpenMax,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("2000") int attemptsMax,
        @DefaultValue({"webhook", "svix"}) Set<SignatureNames> signatureHeaders,
        @DefaultValue Network network) {

    private static final int ATTEMPTS_LEAST = 16;

    DeliveryProperties {
        if (timeout.isNegative()
                || timeout.isZero()
                || connectTimeout.isNegative()
                || connectTimeout.isZero()) {
            throw new IllegalArgumentException("serai.delivery's timeouts are more than nothing");
        }
        if (breakerOpen.isZero()
                || breakerOpen.isNegative()
                || breakerOpenMax.compareTo(breakerOpen) < 0) {
            throw new IllegalArgumentException(
                    "serai.delivery.breaker-open is more than nothing and at most breaker-open-max");
        }
        if (disableAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "serai.delivery.disable-after is a time like 5d, or 0 for never");
        }
        if (signatureHeaders.isEmpty()) {
            throw new IllegalArgumentException(
                    "serai.delivery.signature-headers is webhook, svix or both");
        }
        if (attemptsMax < ATTEMPTS_LEAST) {
            throw new IllegalArgumentException("serai.delivery.attempts-max is at least 16");
        }
    }

    /** How couriers go, to the URLs that are allowed. */
    Reach reach(AllowedUrls allowed) {
        Path trusted = network.trustedCertificates();
        return new Reach(
                allowed,
                network.proxy(),
                new HttpTimes(connectTimeout, timeout),
                trusted == null ? List.of() : TrustedCertificates.read(trusted));
    }

    /**
     * Where endpoints may be, and how they are reached.
     *
     * @param httpsOnly whether every URL begins with https
     * @param ports which ports URLs may have
     * @param deniedSubnets addresses that no endpoint may have, whatever else allows them
     * @param proxy that everything is sent through, like http://proxy:3128; null for none
     * @param trustedCertificates a file with certificates, in PEM, of authorities that may have
     *     issued those of endpoints, beside the JDK's own; null for none
     */
    record Network(
            @DefaultValue("false") boolean httpsOnly,
            @DefaultValue({"80", "443", "1024-65535"}) List<String> ports,
            @DefaultValue List<String> deniedSubnets,
            @Nullable URI proxy,
            @Nullable Path trustedCertificates) {

        Network {
            if (proxy != null
                    && (proxy.getHost() == null || !"http".equalsIgnoreCase(proxy.getScheme()))) {
                throw new IllegalArgumentException(
                        "serai.delivery.network.proxy is like http://proxy:3128");
            }
        }
    }
}
