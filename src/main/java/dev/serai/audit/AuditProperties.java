package dev.serai.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the audit trail is kept.
 *
 * @param retention at least a day
 */
@ConfigurationProperties(prefix = "serai.audit", ignoreUnknownFields = false)
record AuditProperties(@DefaultValue("400d") Duration retention) {

    AuditProperties {
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("serai.audit.retention is at least 1d");
        }
    }
}
