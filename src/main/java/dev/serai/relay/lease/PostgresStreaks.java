package dev.serai.relay.lease;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps, beside the lease of a group, how many of its events were parked one after another, fenced
 * by the lease's epoch. Thread-safe; every method throws Spring's DataAccessException.
 */
public final class PostgresStreaks {

    private final JdbcClient jdbc;

    public PostgresStreaks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many they are by now. */
    public int read(LeasedGroup group) {
        return jdbc.sql(
                        """
                        select parked_in_a_row from serai.lease where sink = ? and shard_group = ?
                        """)
                .params(group.sink().value(), group.group().number())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** How many they are from now on; nothing happens if the lease is another hub's. */
    public void write(LeasedGroup group, int parkedInARow) {
        jdbc.sql(
                        """
                        update serai.lease set parked_in_a_row = ?
                        where sink = ? and shard_group = ? and epoch = ?
                        """)
                .params(parkedInARow, group.sink().value(), group.group().number(), group.epoch())
                .update();
    }
}
