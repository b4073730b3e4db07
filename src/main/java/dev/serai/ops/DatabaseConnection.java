package dev.serai.ops;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.ops.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * How the hub connects to its database, whichever that is.
 *
 * @param url JDBC URL, which may hold a user and a password
 * @param username may be empty
 * @param password may be empty
 */
record DatabaseConnection(String url, String username, String password) {

    /** What is sent to a server that is gone must fail some time; statements end before it. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** With the exchange of passwords, which a server that hangs would not end. */
    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(6);

    private static final Duration VALIDATE_WITHIN = Duration.ofSeconds(1);

    static DatabaseConnection of(DatabaseProperties properties, EmbeddedServers servers) {
        if (!properties.embedded()) {
            return new DatabaseConnection(
                    properties.url(), properties.username(), properties.password());
        }
        EmbeddedPostgres postgres = servers.postgres();
        return new DatabaseConnection(postgres.url(), postgres.username(), postgres.password());
    }

    /**
     * A pool that keeps all its connections open.
     *
     * @param wait how long one who wants a connection waits for it
     */
    HikariDataSource pool(String name, int size, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDriverClassName(Driver.class.getName());
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties(STATEMENT_TIMEOUT));
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(wait.toMillis());
        config.setValidationTimeout(VALIDATE_WITHIN.toMillis());
        config.setInitializationFailTimeout(-1); // the start has waited for the database already
        return new HikariDataSource(config);
    }

    /** New connections each time, without a limit to a statement's time. */
    DataSource unlimited() {
        return new SimpleDriverDataSource(new Driver(), url, properties(Duration.ZERO));
    }

    private Properties properties(Duration statementTimeout) {
        Properties properties = new Properties();
        if (!username.isEmpty()) {
            properties.setProperty("user", username);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "serai");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "" + CONNECT_TIMEOUT.toSeconds());
        properties.setProperty("loginTimeout", "" + LOGIN_TIMEOUT.toSeconds());
        if (statementTimeout.isPositive()) {
            properties.setProperty("socketTimeout", "" + SOCKET_TIMEOUT.toSeconds());
            properties.setProperty("options", limits(statementTimeout));
        }
        return properties;
    }

    /** Kept by the server, so that a hub that hangs cannot hold locks for ever. */
    private static String limits(Duration timeout) {
        return "-c statement_timeout=%d -c idle_in_transaction_session_timeout=%<d"
                .formatted(timeout.toMillis());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseConnection[" + DatabaseProperties.withoutQuery(url) + "]";
    }
}
