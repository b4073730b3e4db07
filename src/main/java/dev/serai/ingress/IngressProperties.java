package dev.serai.ingress;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the front door.
 *
 * @param bodyMax how large a webhook, or a call of the publish API, may be
 * @param requestsMax how many requests are dealt with at the same time; more are told to come again
 * @param bytesMax how much memory their bodies may take together
 * @param batchMax how many events one call of the publish API may bring
 */
@ConfigurationProperties(prefix = "serai.ingress", ignoreUnknownFields = false)
record IngressProperties(
        @DefaultValue("1MB") DataSize bodyMax,
        @DefaultValue("1000") int requestsMax,
        @DefaultValue("128MB") DataSize bytesMax,
        @DefaultValue("500") int batchMax) {

    private static final DataSize BODY_LIMIT = DataSize.ofMegabytes(8);

    IngressProperties {
        if (bodyMax.toBytes() < 1 || bodyMax.compareTo(BODY_LIMIT) > 0) {
            throw new IllegalArgumentException("serai.ingress.body-max is 1B to 8MB");
        }
        if (requestsMax < 1) {
            throw new IllegalArgumentException("serai.ingress.requests-max is at least 1");
        }
        if (bytesMax.toBytes() < 2 * bodyMax.toBytes()) {
            throw new IllegalArgumentException(
                    "serai.ingress.bytes-max is at least twice serai.ingress.body-max");
        }
        if (batchMax < 1 || batchMax > 5_000) {
            throw new IllegalArgumentException("serai.ingress.batch-max is 1 to 5000");
        }
    }
}
