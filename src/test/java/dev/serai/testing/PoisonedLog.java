package dev.serai.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Makes the log refuse every event with the subject {@value #SUBJECT}, and holds appends up, so
 * that what comes meanwhile shares a batch.
 */
public final class PoisonedLog implements AutoCloseable {

    public static final String SUBJECT = "pay_poison";

    private final Connection connection;

    private PoisonedLog(Connection connection) {
        this.connection = connection;
    }

    /** Holds appends up until it is closed. */
    public static PoisonedLog holding(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create or replace function refuse_poison() returns trigger language plpgsql as $$
                    begin
                        if new.subject = '%s' then
                            raise exception 'no such text' using errcode = '22021';
                        end if;
                        return new;
                    end $$
                    """
                            .formatted(SUBJECT));
            statement.execute(
                    "create or replace trigger refuse_poison before insert on serai.event"
                            + " for each row execute function refuse_poison()");
            connection.setAutoCommit(false);
            statement.execute("select 1 from serai.shard_head for update");
        }
        return new PoisonedLog(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
