package dev.serai.ops.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir static Path parent;
    private static Path hub;
    private static Path folder;

    @BeforeAll
    static void makeFolder() {
        hub = parent.resolve("hub");
        try (DataDirectory directory = DataDirectory.take(hub)) {
            folder = directory.folder("postgres");
        }
    }

    @Test
    void keepsItsDataAndItsPortOverARestart() throws SQLException {
        String word = UUID.randomUUID().toString();
        String url;
        try (EmbeddedPostgres postgres = start()) {
            url = postgres.url();
            write(postgres, word);
        }
        try (EmbeddedPostgres postgres = start()) {
            assertThat(words(postgres)).contains(word);
            assertThat(postgres.url()).isEqualTo(url);
        }
    }

    @Test
    void takesOverWhatAKilledHubHasLeftRunning() throws Exception {
        Process killed = HubProcess.start(hub);
        assertThatThrownBy(() -> DataDirectory.take(hub))
                .hasMessageContaining("(process " + killed.pid() + ")");
        killed.destroyForcibly().waitFor();
        long orphan = pidOnFile();
        assertThat(ProcessHandle.of(orphan)).isPresent();

        try (DataDirectory directory = DataDirectory.take(hub);
                EmbeddedPostgres postgres =
                        EmbeddedPostgres.start(directory.folder("postgres"), new SecureRandom())) {
            write(postgres, "after the kill");
            assertThat(words(postgres)).contains("after the kill");
            assertThat(pidOnFile()).isNotEqualTo(orphan);
        }
    }

    @Test
    void isNotMisledByAPidFileThatNamesAnotherProcess() throws Exception {
        start().close();
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                folder.resolve("data").resolve(PostgresRemnants.PID_FILE),
                other.pid() + "\n" + folder.resolve("data") + "\n");
        try (EmbeddedPostgres postgres = start()) {
            assertThat(select(postgres, "select 1")).isEqualTo("1");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void isDurableAndListensOnTheLoopbackOnly() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(select(postgres, "show fsync")).isEqualTo("on");
            assertThat(select(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(select(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(select(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(select(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(select(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(select(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(select(postgres, "select datcollate from pg_database limit 1"))
                    .isEqualTo("C");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            postgres.url(), postgres.username(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws IOException {
        start().close();
        Path version = folder.resolve("data/PG_VERSION");
        String ours = Files.readString(version);
        Files.writeString(version, "15\n");
        try {
            assertThatThrownBy(EmbeddedPostgresTest::start)
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("PostgreSQL 15")
                    .hasMessageContaining("PostgreSQL " + ours.strip());
        } finally {
            Files.writeString(version, ours);
        }
    }

    @Test
    void leavesNoProcessBehindWhenItIsClosed() throws IOException {
        EmbeddedPostgres postgres = start();
        long pid = pidOnFile();
        postgres.close();
        // It removes its file as its last act but one.
        await().untilAsserted(() -> assertThat(ProcessHandle.of(pid)).isEmpty());
    }

    private static EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, new SecureRandom());
    }

    private static long pidOnFile() throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("data").resolve(PostgresRemnants.PID_FILE))
                        .getFirst());
    }

    private static void write(EmbeddedPostgres postgres, String word) throws SQLException {
        try (Connection connection = connect(postgres)) {
            connection
                    .createStatement()
                    .execute("create table if not exists word (word text not null)");
            try (var insert = connection.prepareStatement("insert into word values (?)")) {
                insert.setString(1, word);
                insert.executeUpdate();
            }
        }
    }

    private static String words(EmbeddedPostgres postgres) throws SQLException {
        return select(postgres, "select string_agg(word, ',') from word");
    }

    private static String select(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.url(), postgres.username(), postgres.password());
    }
}
