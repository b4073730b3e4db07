package dev.serai.route;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.event.Ksuid;
import dev.serai.signing.keys.KeySources;
import dev.serai.testing.HubWiring;
import dev.serai.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub with nothing but its front door and its log: real Tomcat, real Camel, real PostgreSQL. */
public final class TestHub implements AutoCloseable {

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;

    private TestHub(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /** Starts a hub with a folder of routes; properties as {@code key=value}. */
    public static TestHub start(Path routes, String... properties) {
        return start(TestDatabase.migrated(), routes, null, properties);
    }

    /** The same, with keys and certificates of its providers that are not fetched from afar. */
    public static TestHub start(Path routes, KeySources keys, String... properties) {
        return start(TestDatabase.migrated(), routes, keys, properties);
    }

    /** Stops this hub and starts another on its database. */
    public TestHub startAgain(Path routes, String... properties) {
        context.close();
        return start(database, routes, null, properties);
    }

    private static TestHub start(
            TestDatabase database, Path routes, @Nullable KeySources keys, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("test.database=" + database.url());
        all.add("serai.routes-dir=" + routes);
        all.add("server.port=0");
        all.add("test.connection-timeout=1000");
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Wiring.class)
                        .properties(all.toArray(String[]::new))
                        .initializers(started -> addKeys(started, keys))
                        .run();
        return new TestHub(database, context);
    }

    private static void addKeys(ConfigurableApplicationContext context, @Nullable KeySources keys) {
        if (keys != null && context instanceof GenericApplicationContext generic) {
            generic.registerBean(
                    "testKeys",
                    KeySources.class,
                    () -> keys,
                    definition -> definition.setPrimary(true));
        }
    }

    /** Writes a file, its folders too. */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the shipped connectors and sources into a folder. */
    public static Path shippedRoutes(Path folder) {
        copy(Path.of("routes/connectors"), folder.resolve("connectors"));
        copy(Path.of("routes/sources"), folder.resolve("sources"));
        return folder;
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    /** Stops as the hub does, but keeps the database for a look into it. */
    public void stop() {
        context.close();
    }

    /** Lets nobody into the database any more, and throws out who is in it. */
    public void cutDatabase() {
        allowConnections(false);
        admin(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + databaseName()
                        + "'");
    }

    public void mendDatabase() {
        allowConnections(true);
    }

    private void allowConnections(boolean allowed) {
        admin("alter database " + databaseName() + " allow_connections " + allowed);
    }

    private String databaseName() {
        return database.url().replaceFirst("^.*/", "").replaceFirst("\\?.*$", "");
    }

    private void admin(String sql) {
        try (HikariDataSource source = new HikariDataSource()) {
            source.setJdbcUrl(database.url().replace("/" + databaseName(), "/postgres"));
            source.setMaximumPoolSize(1);
            JdbcClient client = JdbcClient.create(source);
            if (sql.startsWith("select")) {
                client.sql(sql).query().listOfRows();
            } else {
                client.sql(sql).update();
            }
        }
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    /** No stereotype: the hub's own scan of packages must not find it. */
    @Import(HubWiring.class)
    @ComponentScan(
            basePackages = "dev.serai",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = HubWiring.INGRESS))
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    static class Wiring {

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        RandomGenerator random() {
            return new SecureRandom();
        }

        @Bean
        Ksuid ksuid(InstantSource clock, RandomGenerator random) {
            return new Ksuid(clock, random);
        }
    }
}
