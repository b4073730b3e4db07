package dev.serai.api.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Answers by idempotency key in PostgreSQL's table {@code serai.idempotency}. Each new key removes
 * a few that are over, so that the table holds those of a day.
 */
final class PostgresAnswers {

    private static final Duration KEPT = Duration.ofHours(24);

    /** A claim without an answer is worth nothing after this: the hub that had it died. */
    private static final Duration ABANDONED = Duration.ofMinutes(5);

    private static final int REMOVED_MAX = 10;

    private static final String CLAIM =
            """
            with over as (
                delete from serai.idempotency where key = any(array(
                    select key from serai.idempotency
                    where at < now() - :kept * interval '1 second' and key <> :key
                    order by at limit :removed for update skip locked))
            )
            insert into serai.idempotency as i (key, fingerprint, at)
            values (:key, :fingerprint, now())
            on conflict (key) do update
            set fingerprint = excluded.fingerprint, at = excluded.at, status = null
            where i.at < now() - :kept * interval '1 second'
               or i.status is null and i.at < now() - :abandoned * interval '1 second'
            """;

    private final JdbcClient jdbc;

    PostgresAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes a key for a request, unless one had it within a day. */
    Claim claim(byte[] key, byte[] fingerprint) {
        int claimed =
                jdbc.sql(CLAIM)
                        .param("key", key)
                        .param("fingerprint", fingerprint)
                        .param("kept", KEPT.toSeconds())
                        .param("abandoned", ABANDONED.toSeconds())
                        .param("removed", REMOVED_MAX)
                        .update();
        return claimed == 1 ? new Claim.Mine() : there(key, fingerprint);
    }

    private Claim there(byte[] key, byte[] fingerprint) {
        Optional<Claim> there =
                jdbc.sql(
                                """
                                select fingerprint, status, content_type, body
                                from serai.idempotency where key = :key
                                """)
                        .param("key", key)
                        .query((row, number) -> claim(row, fingerprint))
                        .optional();
        // Released between the two statements: its sender may come again at once.
        return there.orElseGet(Claim.UnderWay::new);
    }

    private static Claim claim(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!Arrays.equals(row.getBytes("fingerprint"), fingerprint)) {
            return new Claim.Reused();
        }
        Integer status = row.getObject("status", Integer.class);
        return status == null
                ? new Claim.UnderWay()
                : new Claim.Answered(
                        new StoredAnswer(
                                status, row.getString("content_type"), row.getBytes("body")));
    }

    void store(byte[] key, StoredAnswer answer) {
        jdbc.sql(
                        """
                        update serai.idempotency
                        set status = :status, content_type = :type, body = :body
                        where key = :key and status is null
                        """)
                .param("key", key)
                .param("status", answer.status())
                .param("type", answer.contentType())
                .param("body", answer.body())
                .update();
    }

    /** Lets a key go that nothing was done for. */
    void release(byte[] key) {
        jdbc.sql("delete from serai.idempotency where key = :key and status is null")
                .param("key", key)
                .update();
    }
}
