package dev.serai.delivery.attempt;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The days of the record: makes them ahead, drops them behind. Time is the database's. */
public final class AttemptPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptPartitions.class);
    private static final int AHEAD_DAYS = 7;
    private static final int BEHIND_DAYS = 1;

    private final JdbcTemplate jdbc;
    private final Duration retention;

    /**
     * Makes it.
     *
     * @param retention how long attempts are kept; whole days of UTC are dropped
     */
    public AttemptPartitions(JdbcTemplate jdbc, Duration retention) {
        this.jdbc = jdbc;
        this.retention = retention;
    }

    /** Does both. To be called at the start and every day; does not matter how often. */
    public void maintain() {
        makeAhead();
        dropBehind();
    }

    /** Makes the days to come. */
    public void makeAhead() {
        jdbc.queryForObject(
                "select serai.make_attempt_partitions(?, ?)",
                Integer.class,
                BEHIND_DAYS,
                AHEAD_DAYS);
    }

    private void dropBehind() {
        LocalDate today =
                JdbcClient.create(jdbc)
                        .sql("select (clock_timestamp() at time zone 'UTC')::date")
                        .query(LocalDate.class)
                        .single();
        LocalDate keepFrom = today.atStartOfDay(ZoneOffset.UTC).minus(retention).toLocalDate();
        for (String name : partitions()) {
            if (day(name).isBefore(keepFrom)) {
                drop(name);
                LOG.info("The attempts of {} were dropped: they are past the retention", day(name));
            }
        }
    }

    /** Takes a moment's exclusive lock; nobody waits behind it for longer than this. */
    private void drop(String name) {
        jdbc.execute(
                """
                do $$ begin
                    perform set_config('lock_timeout', '2s', true);
                    drop table serai.%s;
                end $$
                """
                        .formatted(name));
    }

    private List<String> partitions() {
        return jdbc.queryForList(
                """
                select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'serai.attempt'::regclass order by 1
                """,
                String.class);
    }

    private static LocalDate day(String partition) {
        return LocalDate.parse(
                partition.substring(partition.lastIndexOf('_') + 1),
                DateTimeFormatter.BASIC_ISO_DATE);
    }
}
