package dev.serai.outbox.append;

import dev.serai.outbox.LogLanes;
import dev.serai.outbox.OutboxListener;
import dev.serai.outbox.RetentionGuard;
import dev.serai.outbox.reading.HubSignal;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what appends to the log, and its partitions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LogProperties.class, DedupeProperties.class})
class AppendConfiguration {

    /** Static, since it is asked for before there are other beans. */
    @Bean
    static LogLanes logLanes(LogProperties log) {
        return new LogLanes(log.lanes());
    }

    @Bean
    Partitions partitions(
            DataSource dataSource,
            LogProperties log,
            DedupeProperties dedupe,
            ObjectProvider<RetentionGuard> guards) {
        return new Partitions(
                dataSource, log.retention(), dedupe.window(), () -> guards.stream().toList());
    }

    @Bean(initMethod = "start")
    @DependsOnDatabaseInitialization
    MaintainPartitions maintainPartitions(Partitions partitions) {
        return new MaintainPartitions(partitions);
    }

    @Bean
    @DependsOnDatabaseInitialization
    PostgresOutbox appendingOutbox(
            @Qualifier("appendDataSource") DataSource dataSource,
            Partitions partitions,
            LogProperties log,
            DedupeProperties dedupe,
            HubSignal signal,
            ObjectProvider<OutboxListener> listener) {
        return new PostgresOutbox(
                dataSource,
                partitions,
                new PostgresOutbox.Size(log.lanes(), log.batchMax(), dedupe.days()),
                signal::appended,
                listener.getIfAvailable(() -> OutboxListener.NOOP));
    }

    @Bean
    PostgresDedupeKeys dedupeKeys(JdbcClient jdbc, DedupeProperties dedupe) {
        return new PostgresDedupeKeys(jdbc, dedupe.days());
    }

    @Bean
    PostgresRequests sharedRequests(JdbcClient jdbc, Partitions partitions) {
        return new PostgresRequests(jdbc, partitions);
    }

    @Bean
    @DependsOnDatabaseInitialization
    MoveStaged moveStaged(JdbcTemplate jdbc, DedupeProperties dedupe, HubSignal signal) {
        return new MoveStaged(jdbc, dedupe.days(), signal::appended);
    }
}
