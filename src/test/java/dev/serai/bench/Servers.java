package dev.serai.bench;

import dev.serai.ops.EmbeddedKafka;
import dev.serai.ops.embedded.EmbeddedPostgres;
import dev.serai.testing.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL and a Kafka broker, both durable, for hubs in processes of their own. */
final class Servers implements AutoCloseable {

    /** What a hub in production is started with. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;

    Servers() {
        try {
            Path folder = Files.createTempDirectory("serai-bench");
            postgres =
                    EmbeddedPostgres.start(
                            Files.createDirectories(folder.resolve("postgres")),
                            new SecureRandom());
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafka.ANY_PORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hub on a fresh database; Kafka only when its settings do not say otherwise. */
    HubProcess hub(String database, Map<String, String> settings) {
        execute("create database " + database);
        return hubOn(database, settings);
    }

    /** A hub on a database that is there already. */
    HubProcess hubOn(String database, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("serai.database.username", postgres.username());
        all.put("serai.database.password", postgres.password());
        all.putAll(settings);
        return HubProcess.on(url(database), kafka.bootstrapServers(), all).jvmOptions(JVM);
    }

    /** A copy of a database that nobody is connected to. */
    void copy(String database, String name) {
        execute("create database " + name + " template " + database);
    }

    /** Cleans a database up and takes its statistics. */
    void vacuum(String database) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String url(String database) {
        return postgres.url().replaceFirst("[^/]+$", database);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), postgres.username(), postgres.password());
    }

    String username() {
        return postgres.username();
    }

    String password() {
        return postgres.password();
    }

    /** Transactions that a database has committed, which in autocommit is statements. */
    long statements(String database) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select xact_commit from pg_stat_database where datname = '"
                                        + database
                                        + "'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The memory of a process that is in RAM, in MiB. */
    static long residentMiB(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    private void execute(String sql) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
