package dev.serai.ops;

import dev.serai.ops.embedded.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which PostgreSQL the hub uses, and how much of it.
 *
 * @param url its JDBC URL; empty for the embedded one
 * @param username may be empty when the URL names the user
 * @param password may be empty when the URL or the server's rules make up for it
 * @param connections how many connections everything but the appending of events shares, at most
 * @param appendConnections how many connections append events; no fewer than serai.log.lanes
 * @param startWithin how long a start waits for a database that is still starting
 */
@ConfigurationProperties("serai.database")
record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("16") int connections,
        @DefaultValue("4") int appendConnections,
        @DefaultValue("60s") Duration startWithin) {

    private static final String SCHEME = "jdbc:postgresql:";
    private static final int CONNECTIONS_MIN = 8;
    private static final int CONNECTIONS_MAX = 500;

    DatabaseProperties {
        if (!url.isBlank() && !url.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "serai.database.url begins with " + SCHEME + "//host:port/database");
        }
        if (connections < CONNECTIONS_MIN || connections > CONNECTIONS_MAX) {
            throw new IllegalArgumentException("serai.database.connections is 8 to 500");
        }
        if (appendConnections < 1 || appendConnections > CONNECTIONS_MAX) {
            throw new IllegalArgumentException("serai.database.append-connections is 1 to 500");
        }
        if (startWithin.isNegative()) {
            throw new IllegalArgumentException("serai.database.start-within is not negative");
        }
    }

    /** Refuses fewer connections than lanes: a lane without one would stand still. */
    void checkLanes(int lanes) {
        if (lanes > appendConnections) {
            throw new StartRefused(
                    "serai.log.lanes is %d, and serai.database.append-connections is %d: each lane needs a connection."
                            .formatted(lanes, appendConnections),
                    "Raise serai.database.append-connections, or lower serai.log.lanes.");
        }
    }

    /** Whether the hub is to bring its own. */
    boolean embedded() {
        return url.isBlank();
    }

    /** Without the password, which the URL may hold as well. */
    @Override
    public String toString() {
        return "DatabaseProperties[" + (embedded() ? "embedded" : withoutQuery(url)) + "]";
    }

    /** A URL as it may be shown. */
    static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
