package dev.serai.ops;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Wires the ways to the database: one for events that come in, one for all else. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseProperties.class, DataSourcesProperties.class})
class DatabaseConfiguration {

    private static final Duration WAIT = Duration.ofSeconds(5);

    /** A sender waits for its answer, and coming again is better than waiting. */
    private static final Duration APPEND_WAIT = Duration.ofSeconds(2);

    @Bean
    DatabaseConnection databaseConnection(DatabaseProperties properties, EmbeddedServers servers) {
        DatabaseConnection connection = DatabaseConnection.of(properties, servers);
        new AwaitDatabase(connection.unlimited(), DatabaseProperties.withoutQuery(connection.url()))
                .await(properties.startWithin());
        return connection;
    }

    @Bean
    @Primary
    HikariDataSource dataSource(DatabaseConnection connection, DatabaseProperties properties) {
        return connection.pool("general", properties.connections(), WAIT);
    }

    @Bean
    HikariDataSource appendDataSource(
            DatabaseConnection connection, DatabaseProperties properties) {
        return connection.pool("append", properties.appendConnections(), APPEND_WAIT);
    }

    @Bean
    @FlywayDataSource
    DataSource directDataSource(DatabaseConnection connection) {
        return connection.unlimited();
    }

    /** For routes, which never get at the hub's own. */
    @Bean
    PooledDataSources pooledDataSources(
            DataSourcesProperties sources,
            DatabaseProperties database,
            HubProperties hub,
            EmbeddedServers servers,
            RandomGenerator random) {
        return new PooledDataSources(
                sources,
                database.embedded()
                        ? Optional.of(new ReadModel(servers::postgres, hub.folder(), random))
                        : Optional.empty());
    }
}
