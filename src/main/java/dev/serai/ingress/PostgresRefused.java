package dev.serai.ingress;

import dev.serai.outbox.RawRequest;
import dev.serai.tenant.TenantId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refused requests as {@link Rejections} has written them, and which of them were accepted. */
final class PostgresRefused implements RefusedRequests {

    private final JdbcClient jdbc;

    PostgresRefused(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<RefusedRequest> find(TenantId tenant, String source, String id) {
        return jdbc.sql(
                        """
                        select id, at, tenant, source, status, code, detail, method, path, headers,
                               body, size, explanation, accepted_events
                        from serai.rejection
                        where tenant = :tenant and source = :source and id = :id
                        """)
                .param("tenant", tenant.value())
                .param("source", source)
                .param("id", id)
                .query(PostgresRefused::read)
                .optional();
    }

    private static RefusedRequest read(ResultSet row, int number) throws SQLException {
        Array accepted = row.getArray("accepted_events");
        byte[] body = row.getBytes("body");
        int size = row.getInt("size");
        return new RefusedRequest(
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new TenantId(row.getString("tenant")),
                row.getString("source"),
                row.getInt("status"),
                row.getString("code"),
                row.getString("detail"),
                new RawRequest(
                        row.getString("method"),
                        row.getString("path"),
                        null,
                        HeaderLines.read(row.getString("headers")),
                        body),
                // One of before the size was kept may have been shortened.
                row.wasNull() ? Integer.MAX_VALUE : size,
                Explanations.read(row.getString("explanation")),
                accepted == null ? null : List.of((String[]) accepted.getArray()));
    }

    /**
     * Begins to accept a request; false when it was accepted, or while somebody else does it, or
     * has just begun to and vanished.
     */
    boolean begin(String id) {
        return jdbc.sql(
                                """
                                update serai.rejection set accept_begun_at = now()
                                where id = ? and accepted_at is null and (accept_begun_at is null
                                    or accept_begun_at < now() - interval '1 minute')
                                """)
                        .param(id)
                        .update()
                == 1;
    }

    /** Ends what has come to nothing. */
    void giveUp(String id) {
        jdbc.sql("update serai.rejection set accept_begun_at = null where id = ?")
                .param(id)
                .update();
    }

    /** Remembers what a request has become. */
    void settle(String id, List<String> events) {
        jdbc.sql(
                        """
                        update serai.rejection set accepted_at = now(), accepted_events = ?
                        where id = ?
                        """)
                .param(events.toArray(String[]::new))
                .param(id)
                .update();
    }
}
