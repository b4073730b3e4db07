package dev.serai.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How hubs divide the sinks.
 *
 * @param lease how long a sink's shards stand still at most after the hub that served them was
 *     killed
 * @param renew how often a hub says that it still serves them; at most half of the lease
 * @param hubId names this hub; one that starts under the name of a killed one takes over from it at
 *     once. Must differ between hubs that share a database. Made up when empty
 */
@ConfigurationProperties("serai.relay")
record RelayProperties(
        @DefaultValue("10s") Duration lease,
        @DefaultValue("2s") Duration renew,
        @DefaultValue("") String hubId) {}
