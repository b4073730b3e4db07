package dev.serai.outbox.append;

import dev.serai.event.EventId;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.DedupeKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dedupe table, through the same function that the log appends with. */
final class PostgresDedupeKeys implements DedupeKeys {

    private final JdbcClient jdbc;
    private final int days;

    PostgresDedupeKeys(JdbcClient jdbc, int days) {
        this.jdbc = jdbc;
        this.days = days;
    }

    @Override
    public Optional<EventId> claim(EventId id, List<DedupeKey> keys) {
        String[] ids = new String[keys.size()];
        Arrays.fill(ids, id.value());
        return jdbc.sql("select duplicate_of from serai.claim_keys(?::text[], ?::uuid[], ?)")
                .param(ids)
                .param(keys.stream().map(key -> key.value().toString()).toArray(String[]::new))
                .param(days)
                .query(String.class)
                .optional()
                .map(EventId::new);
    }

    @Override
    public Duration window() {
        return Duration.ofDays(days);
    }
}
