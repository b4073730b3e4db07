package dev.serai.api.idempotency;

import java.nio.ByteBuffer;
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

    private static final String KEEP =
            """
            with over as (
                delete from serai.idempotency where key = any(array(
                    select key from serai.idempotency
                    where at < now() - :kept * interval '1 second' and key <> :key
                    order by at limit :removed for update skip locked))
            )
            insert into serai.idempotency (key, fingerprint, at, status, content_type, body)
            values (:key, :fingerprint, now(), :status, :type, :body)
            on conflict (key) do update
            set fingerprint = excluded.fingerprint, at = excluded.at, status = excluded.status,
                content_type = excluded.content_type, body = excluded.body
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
        // Released between the two statements: its sender may come again at once.
        return find(key, fingerprint).orElseGet(Claim.UnderWay::new);
    }

    /** What counts yet of a key. */
    private Optional<Claim> find(byte[] key, byte[] fingerprint) {
        return jdbc.sql(
                        """
                        select fingerprint, status, content_type, body
                        from serai.idempotency
                        where key = :key and at >= now() - :kept * interval '1 second'
                          and (status is not null
                               or at >= now() - :abandoned * interval '1 second')
                        """)
                .param("key", key)
                .param("kept", KEPT.toSeconds())
                .param("abandoned", ABANDONED.toSeconds())
                .query((row, number) -> claim(row, fingerprint))
                .optional();
    }

    /**
     * Holds a key to the end of the caller's transaction, unless a request had it within a day or
     * another one holds it. A transaction that comes to nothing leaves nothing of it.
     */
    Claim hold(byte[] key, byte[] fingerprint) {
        boolean mine =
                jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                        .param("lock", ByteBuffer.wrap(key).getLong())
                        .query(Boolean.class)
                        .single();
        return mine ? find(key, fingerprint).orElseGet(Claim.Mine::new) : new Claim.UnderWay();
    }

    /** Keeps the answer to a key that is held. */
    void keep(byte[] key, byte[] fingerprint, StoredAnswer answer) {
        jdbc.sql(KEEP)
                .param("kept", KEPT.toSeconds())
                .param("removed", REMOVED_MAX)
                .param("key", key)
                .param("fingerprint", fingerprint)
                .param("status", answer.status())
                .param("type", answer.contentType())
                .param("body", answer.body())
                .update();
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
