package dev.serai.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testing.TestDatabase;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LookAtDatabaseTest {

    private static final String NOBODY_THERE = "jdbc:postgresql://127.0.0.1:1/none";

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.empty();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void isUpWhileTheDatabaseTakesEvents() {
        try (LookAtDatabase look = new LookAtDatabase(at(database.url()))) {
            assertThat(look.get().getStatus()).isEqualTo(Status.UP);
            assertThat(look.get().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void isDownWhenTheDatabaseIsAwayAndUpAgainWhenItIsBack() {
        AtomicReference<DataSource> current = new AtomicReference<>(at(NOBODY_THERE));
        try (LookAtDatabase look = new LookAtDatabase(switching(current))) {
            assertThat(look.get().getStatus()).isEqualTo(Status.DOWN);
            current.set(at(database.url()));
            assertThat(look.get().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void isDownOnAStandby() {
        String url = database.url() + "&options=-c%20default_transaction_read_only=on";
        try (LookAtDatabase look = new LookAtDatabase(at(url))) {
            assertThat(look.get().getStatus()).isEqualTo(Status.DOWN);
            assertThat(look.get().getDetails())
                    .hasToString("{reason=it is a standby, or read-only}");
        }
    }

    private static DataSource at(String url) {
        return new DriverManagerDataSource(url);
    }

    private static DataSource switching(AtomicReference<DataSource> current) {
        return new AbstractDataSource() {
            @Override
            public java.sql.Connection getConnection() throws java.sql.SQLException {
                return current.get().getConnection();
            }

            @Override
            public java.sql.Connection getConnection(String username, String password)
                    throws java.sql.SQLException {
                return current.get().getConnection(username, password);
            }
        };
    }
}
