package dev.serai.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the live stream.
 *
 * @param readersMax how many readers this hub serves at a time; more get 503
 * @param heartbeat a reader that got nothing for as long gets a sign of life
 * @param writeTimeout a reader that takes nothing for as long is cut
 * @param retry how long readers are asked to wait before they reconnect
 */
@ConfigurationProperties("serai.stream")
record StreamProperties(
        @DefaultValue("1000") int readersMax,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("10s") Duration writeTimeout,
        @DefaultValue("2s") Duration retry) {

    StreamProperties {
        if (readersMax < 0) {
            throw new IllegalArgumentException("serai.stream.readers-max is 0 or more");
        }
        if (!heartbeat.isPositive() || !writeTimeout.isPositive() || retry.isNegative()) {
            throw new IllegalArgumentException(
                    "serai.stream.heartbeat and write-timeout are longer than nothing");
        }
    }
}
