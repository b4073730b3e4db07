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
    private static String template;

    private final String name;
    private final HikariDataSource dataSource;

    private TestDatabase(String name) {
        this.name = name;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(12);
        this.dataSource = new HikariDataSource(config);
    }

    /** A database with all migrations applied. */
    public static TestDatabase migrated() {
        TestDatabase database = made("create database %s template " + template());
        try (Connection connection = database.dataSource().getConnection()) {
            // A copy has the log of its template, and two logs are never the same one.
            connection
                    .createStatement()
                    .execute("update serai.installation set incarnation = gen_random_uuid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    /** A database without a table. */
    public static TestDatabase empty() {
        return made("create database %s");
    }

    private static TestDatabase made(String how) {
        String name = "test_" + NUMBER.incrementAndGet();
        execute(how.formatted(name));
        return new TestDatabase(name);
    }

    /** Migrated once; a copy of it is made in a fraction of that time. */
    private static synchronized String template() {
        if (template == null) {
            TestDatabase first = empty();
            Flyway.configure()
                    .dataSource(first.dataSource())
                    .schemas("serai")
                    .defaultSchema("serai")
                    .createSchemas(true)
                    .load()
                    .migrate();
            first.dataSource.close();
            template = first.name;
        }
        return template;
    }

    private static void execute(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JDBC URL with its user; there is no password. */
    public String url() {
        return server().getJdbcUrl("postgres", name);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        dataSource.close();
        // All at the end would take the server longer than a test run waits for it.
        execute("drop database if exists " + name + " with (force)");
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
