package dev.serai.delivery.replay;

import dev.serai.commit.AfterCommit;
import dev.serai.delivery.dispatch.DispatchSignal;
import dev.serai.delivery.settle.SettleAttempt;
import dev.serai.outbox.Entry;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Begins deliveries anew because somebody wants it, whatever has become of them: in one
 * transaction, the caller's if there is one.
 */
public final class ResendDeliveries {

    /** One that waits already is tried at once, unless it is being tried. */
    private static final String INSERT =
            """
            insert into serai.delivery as d (event_id, endpoint_id, tenant, project, shard, pos,
                appended_at, type, priority, attempts, manual, begun_at, due_at)
            select r.event_id, :endpoint, r.tenant, r.project, r.shard, r.pos, r.appended_at,
                r.type, r.priority, 0, true, now(), now()
            from unnest(:events::text[], :tenants::text[], :projects::text[], :shards::smallint[],
                :offsets::bigint[], :ats::text[]::timestamptz[], :types::text[],
                :priorities::smallint[])
                r(event_id, tenant, project, shard, pos, appended_at, type, priority)
            order by r.event_id
            on conflict (event_id, endpoint_id) do update
            set manual = true, due_at = least(d.due_at, now()) where d.claimed_by is null
            """;

    private static final String NOT_PARKED =
            """
            delete from serai.parked
            where sink = :sink and endpoint = :endpoint and event_id = any(:events)
            """;

    private final TransactionOperations transactions;
    private final JdbcClient jdbc;
    private final DispatchSignal signal;

    public ResendDeliveries(
            TransactionOperations transactions, JdbcClient jdbc, DispatchSignal signal) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.signal = signal;
    }

    public void resend(String endpoint, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        String[] events = texts(entries, entry -> entry.event().id().value());
        transactions.executeWithoutResult(
                status -> {
                    insert(endpoint, events, entries);
                    jdbc.sql(NOT_PARKED)
                            .param("sink", SettleAttempt.SINK)
                            .param("endpoint", endpoint)
                            .param("events", events)
                            .update();
                });
        AfterCommit.run(signal::raise);
    }

    private void insert(String endpoint, String[] events, List<Entry> entries) {
        jdbc.sql(INSERT)
                .param("endpoint", endpoint)
                .param("events", events)
                .param("tenants", texts(entries, e -> e.event().owner().tenant().value()))
                .param("projects", texts(entries, e -> e.event().owner().project().value()))
                .param("shards", numbers(entries, e -> e.position().shard()))
                .param(
                        "offsets",
                        entries.stream().map(e -> e.position().offset()).toArray(Long[]::new))
                .param("ats", texts(entries, e -> e.at().toString()))
                .param("types", texts(entries, e -> e.event().type()))
                .param("priorities", numbers(entries, e -> e.event().priority().ordinal()))
                .update();
    }

    private static String[] texts(List<Entry> entries, Function<Entry, String> part) {
        return entries.stream().map(part).toArray(String[]::new);
    }

    private static Integer[] numbers(List<Entry> entries, Function<Entry, Integer> part) {
        return entries.stream().map(part).toArray(Integer[]::new);
    }
}
