package dev.serai.relay.cursor;

import dev.serai.outbox.RetentionGuard;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the log from dropping what a sink has yet to deliver. A sink that no hub has served for
 * long is not waited for: its route may have been deleted.
 */
public final class PostgresNeeds implements RetentionGuard {

    private static final Duration FORGET_SINKS_AFTER = Duration.ofDays(30);

    private final JdbcClient jdbc;

    public PostgresNeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The time of the last delivered entry of what lags most: what comes after is not older. */
    @Override
    public Instant neededSince() {
        return jdbc.sql(
                        """
                        select min(c.at) from serai.cursor c
                        join serai.shard_head h on h.shard = c.shard and h.last_pos > c.pos
                        where exists (
                            select 1 from serai.lease l where l.sink = c.sink
                            and l.expires_at > clock_timestamp() - :hours * interval '1 hour')
                        """)
                .param("hours", FORGET_SINKS_AFTER.toHours())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .orElse(Instant.MAX);
    }
}
