package dev.serai.ops.health;

import dev.serai.relay.kafka.KafkaAddress;
import dev.serai.relay.kafka.PartitionCounts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.dao.DataAccessException;

/** Asks Kafka whether it is there. For one thread. */
final class LookAtKafka implements Supplier<Health>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LookAtKafka.class);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final @Nullable KafkaAddress address;
    private final @Nullable PartitionCounts partitions;
    private final Map<String, String> properties;
    private @Nullable Admin admin;

    /**
     * @param address null when the hub runs without
     * @param partitions null when the hub runs without
     * @param properties further settings of a client; may hold secrets
     */
    LookAtKafka(
            @Nullable KafkaAddress address,
            @Nullable PartitionCounts partitions,
            Map<String, String> properties) {
        this.address = address;
        this.partitions = partitions;
        this.properties = properties;
    }

    @Override
    public Health get() {
        if (address == null) {
            return Health.up().withDetail("reason", "the hub runs without").build();
        }
        try {
            if (admin == null) {
                admin = Admin.create(settings(address));
            }
            admin.describeCluster().nodes().get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return topics(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Degraded.because("the hub stops");
        } catch (ExecutionException | TimeoutException e) {
            return Degraded.because("Kafka does not answer; events wait in the log");
        }
    }

    private Health topics(Admin admin) {
        try {
            List<String> changes = partitions == null ? List.of() : partitions.changes(admin);
            return changes.isEmpty()
                    ? Health.up().build()
                    : Degraded.because(String.join("; ", changes));
        } catch (KafkaException | DataAccessException e) {
            LOG.debug("The topics cannot be looked at now", e);
            return Health.up().build();
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private Map<String, Object> settings(KafkaAddress at) {
        int millis = Math.toIntExact(ANSWER_WITHIN.toMillis());
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, at.bootstrapServers());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return settings;
    }
}
