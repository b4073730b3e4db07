package dev.serai.delivery;

import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.delivery.schedule.TypeSchedules;
import dev.serai.delivery.settle.DeliveryListener;
import dev.serai.delivery.standing.CountDeliveries;
import dev.serai.delivery.standing.Standings;
import dev.serai.event.Ksuid;
import dev.serai.outbox.RetentionGuard;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.subscription.AllowedAddresses;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Wires the webhook engine. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryProperties.class)
class DeliveryConfiguration {

    private static final Duration RETENTION = Duration.ofDays(30);

    /**
     * A hub that brings its own database is tried out: there, endpoints are on the same machine.
     */
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    @Bean
    AllowedAddresses allowedAddresses(DeliveryProperties settings, Environment environment) {
        List<String> subnets = settings.allowedSubnets();
        List<String> denied = given(settings.network().deniedSubnets());
        if (subnets != null) {
            return new AllowedAddresses(given(subnets), denied);
        }
        boolean embedded = environment.getProperty("serai.database.url", "").isBlank();
        return new AllowedAddresses(embedded ? LOOPBACK : List.of(), denied);
    }

    @Bean
    AllowedUrls allowedUrls(DeliveryProperties settings, AllowedAddresses addresses) {
        return new AllowedUrls(
                addresses, settings.network().httpsOnly(), settings.network().ports());
    }

    private static List<String> given(List<String> subnets) {
        return subnets.stream().filter(subnet -> !subnet.isBlank()).toList();
    }

    @Bean
    DeliveryEngine.Stores deliveryStores(
            JdbcTemplate jdbc,
            TransactionOperations transactions,
            Endpoints endpoints,
            ParkedEvents parked,
            ObjectProvider<TypeSchedules> types,
            Environment environment) {
        Duration retention =
                Binder.get(environment)
                        .bind("serai.log.retention", Duration.class)
                        .orElse(RETENTION);
        return new DeliveryEngine.Stores(
                jdbc,
                transactions,
                endpoints,
                parked,
                retention,
                types.getIfAvailable(() -> TypeSchedules.NONE));
    }

    @Bean
    DeliveryEngine.Chance deliveryChance(InstantSource clock, RandomGenerator random, Ksuid ksuid) {
        return new DeliveryEngine.Chance(clock, random, ksuid);
    }

    @Bean(destroyMethod = "")
    @DependsOnDatabaseInitialization
    DeliveryEngine deliveryEngine(
            DeliveryProperties settings,
            DeliveryEngine.Stores stores,
            DeliveryEngine.Chance chance,
            AllowedUrls allowed,
            ObjectProvider<DeliveryListener> listener) {
        return new DeliveryEngine(
                settings,
                stores,
                chance,
                settings.reach(allowed),
                listener.getIfAvailable(() -> DeliveryListener.NOOP));
    }

    @Bean
    DeliveryLifecycle deliveryLifecycle(DeliveryEngine engine) {
        return new DeliveryLifecycle(engine);
    }

    @Bean
    Deliveries deliveries(DeliveryEngine engine) {
        return engine.deliveries();
    }

    @Bean
    Replayer deliveryReplayer(DeliveryEngine engine) {
        return engine.replayer();
    }

    @Bean
    RetentionGuard deliveryRetentionGuard(DeliveryEngine engine) {
        return engine.retentionGuard();
    }

    @Bean
    Standings standings(JdbcClient jdbc) {
        return new Standings(jdbc);
    }

    @Bean
    CountDeliveries countDeliveries(JdbcClient jdbc) {
        return new CountDeliveries(jdbc);
    }

    @Bean
    PostgresAttempts attempts(JdbcClient jdbc) {
        return new PostgresAttempts(jdbc);
    }
}
