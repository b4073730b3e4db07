package dev.serai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.ops.DataSourcesProperties.Database;
import dev.serai.ops.embedded.DataDirectory;
import dev.serai.ops.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The databases of routes, and the one that comes along. */
class ReadModelTest {

    @TempDir static Path folder;
    private static DataDirectory data;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        data = DataDirectory.take(folder.resolve("data"));
        postgres = EmbeddedPostgres.start(data.folder("postgres"), new SecureRandom());
    }

    @AfterAll
    static void stop() {
        postgres.close();
        data.close();
    }

    @Test
    void isThereWithItsTablesAndReachesNoOtherDatabase() throws Exception {
        Path script = Path.of("docs/sinks/payments.sql");
        Database settings = new Database("", "", "", 2, script.toString());
        try (PooledDataSources sources = sources(Map.of("read-model", settings))) {
            assertThat(sources.names()).contains("read-model");
            JdbcClient jdbc = JdbcClient.create(sources.find("read-model").orElseThrow());
            assertThat(jdbc.sql("select count(*) from payment").query(Integer.class).single())
                    .isZero();
            assertThat(jdbc.sql("select current_user").query(String.class).single())
                    .isEqualTo("read_model");
            assertThatThrownBy(() -> jdbc.sql("copy payment to program 'true'").update())
                    .hasStackTraceContaining("permission denied");
        }
        Path password = folder.resolve("data/read-model-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        for (String other : List.of("serai", "postgres", "template1")) {
            String url = postgres.url().replaceFirst("/[^/]*$", "/" + other);
            DataSource elsewhere =
                    new DatabaseConnection(url, "read_model", Files.readString(password).strip())
                            .unlimited();
            assertThatThrownBy(elsewhere::getConnection)
                    .as(other)
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void isTheSameAfterARestart() {
        try (PooledDataSources sources = sources(Map.of())) {
            JdbcClient.create(sources.find("read-model").orElseThrow())
                    .sql("create table kept (id int)")
                    .update();
        }
        try (PooledDataSources sources = sources(Map.of())) {
            JdbcClient jdbc = JdbcClient.create(sources.find("readModel").orElseThrow());
            assertThat(jdbc.sql("select count(*) from kept").query(Integer.class).single())
                    .isZero();
        }
    }

    @Test
    void findsWhatIsConfiguredAndNothingElse() {
        Database reports =
                new Database(postgres.url(), postgres.username(), postgres.password(), 1, "");
        try (PooledDataSources sources = sources(Map.of("reports", reports))) {
            DataSource found = sources.find("reports").orElseThrow();
            assertThat(JdbcClient.create(found).sql("select 1").query(Integer.class).single())
                    .isEqualTo(1);
            for (String hubs : List.of("dataSource", "appendDataSource", "directDataSource", "")) {
                assertThat(sources.find(hubs)).as(hubs).isEmpty();
            }
        }
        assertThat(reports.toString()).doesNotContain(postgres.password());
    }

    @Test
    void saysWhichDriverIsMissing() {
        Database mysql = new Database("jdbc:mysql://db/x?password=s3cret", "", "", 1, "");
        try (PooledDataSources sources = sources(Map.of("other", mysql))) {
            assertThatThrownBy(() -> sources.find("other"))
                    .hasMessageContaining("folder lib")
                    .hasMessageNotContaining("s3cret");
        }
    }

    private static PooledDataSources sources(Map<String, Database> configured) {
        return new PooledDataSources(
                new DataSourcesProperties(configured),
                Optional.of(
                        new ReadModel(() -> postgres, folder.resolve("data"), new SecureRandom())));
    }
}
