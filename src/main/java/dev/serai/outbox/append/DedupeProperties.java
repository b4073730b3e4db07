package dev.serai.outbox.append;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the recognition of copies.
 *
 * @param window how long a webhook is remembered; whole days
 */
@ConfigurationProperties(prefix = "serai.dedupe", ignoreUnknownFields = false)
record DedupeProperties(@DefaultValue("7d") Duration window) {

    DedupeProperties {
        if (window.compareTo(Duration.ofDays(1)) < 0 || window.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalArgumentException("serai.dedupe.window is 1d to 90d");
        }
    }

    int days() {
        return Math.toIntExact(window.toDays());
    }
}
