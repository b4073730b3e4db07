package dev.serai.ops.health;

import dev.serai.relay.kafka.KafkaAddress;
import dev.serai.relay.kafka.PartitionCounts;
import dev.serai.relay.status.SinkStatus;
import dev.serai.route.deploy.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what looks after the hub's health. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    private static final Duration LOOK_AT_DATABASE_EVERY = Duration.ofSeconds(2);
    private static final Duration LOOK_AT_KAFKA_EVERY = Duration.ofSeconds(5);

    @Bean
    LookAtDatabase lookAtDatabase(@Qualifier("directDataSource") DataSource dataSource) {
        return new LookAtDatabase(dataSource);
    }

    @Bean
    Watch<Health> databaseWatch(LookAtDatabase look) {
        return new Watch<>("database", LOOK_AT_DATABASE_EVERY, Health.up().build(), look);
    }

    @Bean
    HealthIndicator databaseHealthIndicator(Watch<Health> databaseWatch) {
        return databaseWatch::latest;
    }

    @Bean
    LookAtKafka lookAtKafka(
            ObjectProvider<KafkaAddress> address,
            ObjectProvider<PartitionCounts> partitions,
            Environment environment) {
        Map<String, String> settings =
                Binder.get(environment)
                        .bind("serai.kafka.properties", Bindable.mapOf(String.class, String.class))
                        .orElse(Map.of());
        return new LookAtKafka(address.getIfAvailable(), partitions.getIfAvailable(), settings);
    }

    @Bean
    Watch<Health> kafkaWatch(LookAtKafka look) {
        return new Watch<>("kafka", LOOK_AT_KAFKA_EVERY, Health.unknown().build(), look);
    }

    @Bean
    HealthIndicator kafkaHealthIndicator(Watch<Health> kafkaWatch) {
        return kafkaWatch::latest;
    }

    @Bean
    CompositeHealthContributor sinksHealthContributor(Watch<List<SinkStatus>> sinkWatch) {
        return new SinksHealth(sinkWatch::latest);
    }

    @Bean
    CompositeHealthContributor routesHealthContributor(Routes routes) {
        return new RoutesHealth(routes);
    }
}
