package dev.serai.outbox.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testing.TestDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A connection keeps the plans it made when the hub was new; they must be right a year later. */
class ClaimKeysTest {

    private static final String CLAIM =
            """
            select count(*) from serai.claim_keys(
                array(select ? || g from generate_series(1, %1$d) g),
                array(select md5(? || g)::uuid from generate_series(1, %1$d) g), 7)
            """;

    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPlanMadeWhileTheLogWasEmptyReadsOnlyTheKeysOfItsBatchWhenItHasGrown() throws Exception {
        try (Connection one = database.dataSource().getConnection()) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(one, true));
            for (int i = 0; i < 10; i++) {
                claim(jdbc, 5, "early" + i, "early" + i);
            }
            claim(jdbc, 20_000, "grown", "grown");

            long before = read(jdbc);
            assertThat(claim(jdbc, 10, "new", "new")).isZero();
            assertThat(claim(jdbc, 10, "copy", "grown")).isEqualTo(10);
            assertThat(read(jdbc) - before).isLessThan(500);
        }
    }

    /** How many are copies. */
    private static int claim(JdbcTemplate jdbc, int count, String events, String keys) {
        Integer copies = jdbc.queryForObject(CLAIM.formatted(count), Integer.class, events, keys);
        return copies == null ? -1 : copies;
    }

    /** Entries of dedupe keys that statements have read. */
    private static long read(JdbcTemplate jdbc) {
        jdbc.execute("select pg_stat_force_next_flush()");
        Long entries =
                jdbc.queryForObject(
                        """
                        select sum(idx_tup_read) from pg_stat_user_indexes
                        where relname like 'dedupe_%'
                        """,
                        Long.class);
        return entries == null ? 0 : entries;
    }
}
