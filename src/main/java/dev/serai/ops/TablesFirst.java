package dev.serai.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database whose tables are made before it is first used. Thread-safe. */
final class TablesFirst extends DelegatingDataSource {

    private final Path script;
    private final ReentrantLock making = new ReentrantLock();
    private final AtomicBoolean made = new AtomicBoolean();

    TablesFirst(DataSource database, Path script) {
        super(database);
        this.script = script;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!made.get()) {
            make();
        }
        return super.getConnection();
    }

    private void make() throws SQLException {
        making.lock();
        try (Connection connection = super.getConnection();
                Statement statement = connection.createStatement()) {
            if (!made.get()) {
                statement.execute(Files.readString(script));
                made.set(true);
            }
        } catch (IOException e) {
            throw new SQLException("the init-script cannot be read: " + e, e);
        } finally {
            making.unlock();
        }
    }
}
