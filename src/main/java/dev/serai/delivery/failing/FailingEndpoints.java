package dev.serai.delivery.failing;

import dev.serai.delivery.attempt.Attempt;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which endpoints fail, and since when, in PostgreSQL's table {@code serai.endpoint_failing}. Each
 * hub remembers what it has seen there, so that only a change costs a statement. Thread-safe; what
 * asks the database throws Spring's DataAccessException.
 */
public final class FailingEndpoints {

    private final JdbcClient jdbc;
    private final AtomicReference<Map<String, Instant>> known = new AtomicReference<>(Map.of());

    public FailingEndpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Learns what the other hubs have seen. To be called every now and then. */
    public void refresh() {
        Map<String, Instant> read = new HashMap<>();
        jdbc.sql("select endpoint_id, since from serai.endpoint_failing")
                .query(
                        row -> {
                            read.put(
                                    row.getString(1),
                                    row.getObject(2, OffsetDateTime.class).toInstant());
                        });
        known.set(Map.copyOf(read));
    }

    /** Since when an endpoint has failed, as far as is known here. */
    public Optional<Instant> since(String endpoint) {
        return Optional.ofNullable(known.get().get(endpoint));
    }

    /** Notes what attempts have shown, within the caller's transaction. */
    public void note(List<Attempt> attempts) {
        Set<String> working = new HashSet<>();
        Map<String, Instant> failing = new HashMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.delivered()) {
                working.add(attempt.endpoint());
            } else if (!attempt.showsBusy()) {
                failing.merge(attempt.endpoint(), attempt.at(), FailingEndpoints::earlier);
            }
        }
        Map<String, Instant> before = known.get();
        failing.keySet().removeAll(working);
        failing.keySet().removeAll(before.keySet());
        working.retainAll(before.keySet());
        if (!failing.isEmpty() || !working.isEmpty()) {
            change(before, failing, working);
        }
    }

    /** An endpoint works, or is disabled: its failing is over. */
    public void forget(String endpoint) {
        change(known.get(), Map.of(), Set.of(endpoint));
    }

    private void change(
            Map<String, Instant> before, Map<String, Instant> failing, Set<String> working) {
        if (!failing.isEmpty()) {
            jdbc.sql(
                            """
                            insert into serai.endpoint_failing (endpoint_id, since)
                            select * from unnest(:endpoints::text[], :times::text[]::timestamptz[])
                                f(endpoint_id, since)
                            order by endpoint_id
                            on conflict do nothing
                            """)
                    .param("endpoints", failing.keySet().toArray(String[]::new))
                    .param(
                            "times",
                            failing.values().stream().map(Instant::toString).toArray(String[]::new))
                    .update();
        }
        if (!working.isEmpty()) {
            jdbc.sql("delete from serai.endpoint_failing where endpoint_id = any(?)")
                    .param(working.toArray(String[]::new))
                    .update();
        }
        Map<String, Instant> after = new HashMap<>(before);
        after.putAll(failing);
        after.keySet().removeAll(working);
        known.compareAndSet(
                before, Map.copyOf(after)); // else refreshed meanwhile, and right anyway
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
