package dev.serai.outbox.append;

import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.outbox.RawRequest;
import dev.serai.outbox.SharedRequests;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** The shared requests in PostgreSQL's table {@code serai.request}, partitioned by day. */
final class PostgresRequests implements SharedRequests {

    private static final String INSERT =
            """
            insert into serai.request (day, id, method, path, query, headers, body)
            values ((clock_timestamp() at time zone 'UTC')::date, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private final JdbcClient jdbc;
    private final Partitions partitions;

    PostgresRequests(JdbcClient jdbc, Partitions partitions) {
        this.jdbc = jdbc;
        this.partitions = partitions;
    }

    @Override
    public UUID keep(DedupeKey identity, RawRequest request) {
        try {
            insertAnyDay(identity.value(), request);
            return identity.value();
        } catch (DataAccessException | TransactionException | SQLException e) {
            throw new OutboxUnavailable("the database takes no requests now", e);
        }
    }

    private void insertAnyDay(UUID id, RawRequest request) throws SQLException {
        try {
            insert(id, request);
        } catch (DataIntegrityViolationException e) {
            // The day has no partition yet.
            partitions.makeAhead();
            insert(id, request);
        }
    }

    private void insert(UUID id, RawRequest request) {
        jdbc.sql(INSERT)
                .param(id)
                .param(request.method())
                .param(request.path())
                .param(request.query())
                .param(PostgresAppend.headers(request))
                .param(request.body())
                .update();
    }
}
