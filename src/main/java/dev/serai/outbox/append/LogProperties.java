package dev.serai.outbox.append;

import dev.serai.outbox.EventLog;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the log.
 *
 * @param retention how long events are kept; whole days of UTC are dropped
 * @param lanes how many transactions append at the same time, 1 to 16
 * @param batchMax how many events one transaction appends at most
 */
@ConfigurationProperties(prefix = "serai.log", ignoreUnknownFields = false)
record LogProperties(
        @DefaultValue("30d") Duration retention,
        @DefaultValue("2") int lanes,
        @DefaultValue("500") int batchMax) {

    LogProperties {
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("serai.log.retention is at least 1d");
        }
        if (lanes < 1 || lanes > EventLog.SHARDS) {
            throw new IllegalArgumentException("serai.log.lanes is 1 to 16");
        }
        if (batchMax < 1 || batchMax > 5_000) {
            throw new IllegalArgumentException("serai.log.batch-max is 1 to 5000");
        }
    }
}
