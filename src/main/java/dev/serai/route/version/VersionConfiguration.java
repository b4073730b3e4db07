package dev.serai.route.version;

import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.relay.HubName;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the store of routes. */
@Configuration(proxyBeanMethods = false)
class VersionConfiguration {

    @Bean
    PostgresRoutes postgresRoutes(JdbcClient jdbc) {
        return new PostgresRoutes(jdbc);
    }

    @Bean
    TrailOfRoutes trailOfRoutes(AuditRecords audit, Ksuid ksuid, InstantSource clock) {
        return new TrailOfRoutes(audit, ksuid, clock);
    }

    @Bean
    StoreEdits storeEdits(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            TrailOfRoutes trail,
            InstantSource clock) {
        return new StoreEdits(jdbc, new TransactionTemplate(transactions), trail, clock);
    }

    @Bean
    StoreFiles storeFiles(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            TrailOfRoutes trail,
            InstantSource clock) {
        return new StoreFiles(jdbc, new TransactionTemplate(transactions), trail, clock);
    }

    @Bean
    PostgresApplied postgresApplied(JdbcClient jdbc, ObjectProvider<HubName> name, Ksuid ksuid) {
        return new PostgresApplied(jdbc, name.getIfAvailable(() -> HubName.made(ksuid)).value());
    }
}
