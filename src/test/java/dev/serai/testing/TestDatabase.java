package dev.serai.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A fresh, migrated database on a real PostgreSQL server that all tests of a JVM share. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres server;

    private final String url;
    private final HikariDataSource dataSource;

    private TestDatabase(String url) {
        this.url = url;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(12);
        this.dataSource = new HikariDataSource(config);
    }

    /** A database with all migrations applied. */
    public static TestDatabase migrated() {
        TestDatabase database = empty();
        Flyway.configure()
                .dataSource(database.dataSource())
                .schemas("serai")
                .defaultSchema("serai")
                .createSchemas(true)
                .load()
                .migrate();
        return database;
    }

    /** A database without a table. */
    public static TestDatabase empty() {
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(server().getJdbcUrl("postgres", name));
    }

    /** JDBC URL with its user; there is no password. */
    public String url() {
        return url;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "200")
                                .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }
}
