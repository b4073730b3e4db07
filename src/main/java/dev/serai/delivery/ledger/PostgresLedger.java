package dev.serai.delivery.ledger;

import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.delivery.failing.FailingEndpoints;
import dev.serai.delivery.row.OrderedRows;
import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Writes batches of entries: each kind in one statement, all in one transaction. */
public final class PostgresLedger {

    private static final String INSERT =
            """
            insert into serai.delivery (event_id, endpoint_id, tenant, project, shard, pos,
                appended_at, type, priority, attempts, manual, begun_at, due_at, claimed_by, claim,
                order_key)
            select event_id, endpoint_id, tenant, project, shard, pos, appended_at, type, priority,
                attempts, false, now(),
                -- The first one is due; the others when those before them are gone.
                case when order_key is null then now() + delay * interval '1 millisecond'
                    when number > 1 or exists (
                        select from serai.delivery d
                        where d.endpoint_id = r.endpoint_id and d.order_key = r.order_key) then HELD
                    else now() + delay * interval '1 millisecond' end,
                case when claimed then :hub::uuid end, 0, order_key
            from (select *, row_number() over (partition by endpoint_id, order_key
                      order by appended_at, shard, pos) as number
                from unnest(:events::text[], :endpoints::text[], :tenants::text[],
                    :projects::text[], :shards::smallint[], :offsets::bigint[],
                    :ats::text[]::timestamptz[], :types::text[], :priorities::smallint[],
                    :attempts::int[], :delays::bigint[], :claimed::boolean[], :orders::text[])
                    u(event_id, endpoint_id, tenant, project, shard, pos, appended_at, type,
                        priority, attempts, delay, claimed, order_key)) r
            -- What is offered again must not come after what followed it.
            where order_key is null or not exists (
                select from serai.attempt a
                where a.event_id = r.event_id and a.endpoint_id = r.endpoint_id
                  and a.at >= r.appended_at - interval '5 minutes' and a.outcome = 0)
            order by event_id, endpoint_id
            on conflict do nothing
            """
                    .replace("HELD", OrderedRows.HELD);

    private static final String POSTPONE =
            """
            update serai.delivery d
            set attempts = r.attempts, claimed_by = null,
                due_at = coalesce(now() + r.delay * interval '1 millisecond', HELD)
            from unnest(:events::text[], :endpoints::text[], :claims::bigint[], :attempts::int[],
                :delays::bigint[]) r(event_id, endpoint_id, claim, attempts, delay)
            where d.event_id = r.event_id and d.endpoint_id = r.endpoint_id
              and d.claim = r.claim and d.claimed_by = :hub::uuid
            """
                    .replace("HELD", OrderedRows.HELD);

    /** Whoever has the claim by now: the endpoint has the event, and that is what counts. */
    private static final String REMOVE =
            """
            delete from serai.delivery d
            using unnest(:events::text[], :endpoints::text[]) r(event_id, endpoint_id)
            where d.event_id = r.event_id and d.endpoint_id = r.endpoint_id
            """;

    /** Not when another hub has taken it over: that one will say what becomes of it. */
    private static final String GIVE_UP =
            """
            delete from serai.delivery d
            using unnest(:events::text[], :endpoints::text[], :claims::bigint[])
                r(event_id, endpoint_id, claim)
            where d.event_id = r.event_id and d.endpoint_id = r.endpoint_id
              and d.claim = r.claim and d.claimed_by = :hub::uuid
            returning d.event_id || ' ' || d.endpoint_id
            """;

    private final TransactionOperations transactions;
    private final JdbcClient jdbc;
    private final PostgresAttempts attempts;
    private final ParkedEvents parked;
    private final FailingEndpoints failing;
    private final TellOperations operations;
    private final OrderedRows ordered;
    private final UUID hub;

    public PostgresLedger(
            TransactionOperations transactions,
            JdbcClient jdbc,
            PostgresAttempts attempts,
            ParkedEvents parked,
            FailingEndpoints failing,
            TellOperations operations,
            UUID hub) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.parked = parked;
        this.failing = failing;
        this.operations = operations;
        this.ordered = new OrderedRows(jdbc);
        this.hub = hub;
    }

    /** Writes them all or, with an exception, none. */
    void write(List<LedgerEntry> entries) {
        transactions.executeWithoutResult(status -> writeAll(entries));
    }

    private void writeAll(List<LedgerEntry> entries) {
        List<LedgerEntry> begun = new ArrayList<>();
        List<LedgerEntry> later = new ArrayList<>();
        List<Task> over = new ArrayList<>();
        List<LedgerEntry.GivenUp> givenUp = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            boolean hasRow = entry.task().claim() != null;
            switch (entry) {
                case LedgerEntry.Underway e -> begun.add(e);
                case LedgerEntry.Later e -> {
                    if (hasRow) {
                        later.add(e);
                    } else {
                        begun.add(e);
                    }
                }
                case LedgerEntry.Over e -> {
                    if (hasRow) {
                        over.add(e.task());
                    }
                }
                case LedgerEntry.Held e -> later.add(e);
                case LedgerEntry.GivenUp e -> givenUp.add(e);
            }
        }
        Set<OrderedRows.Key> keys = keysOf(entries);
        ordered.lock(keys);
        List<Attempt> made = attemptsOf(entries);
        attempts.append(made);
        failing.note(made);
        operations.settled(entries);
        insert(begun);
        postpone(later);
        remove(over);
        giveUp(givenUp);
        ordered.promote(keys);
    }

    private static Set<OrderedRows.Key> keysOf(List<LedgerEntry> entries) {
        Set<OrderedRows.Key> keys = new HashSet<>();
        for (LedgerEntry entry : entries) {
            String key = entry.task().orderKey();
            if (key != null) {
                keys.add(new OrderedRows.Key(entry.task().endpoint(), key));
            }
        }
        return keys;
    }

    private static List<Attempt> attemptsOf(List<LedgerEntry> entries) {
        return entries.stream().map(LedgerEntry::attempt).filter(Objects::nonNull).toList();
    }

    private void insert(List<LedgerEntry> begun) {
        if (begun.isEmpty()) {
            return;
        }
        List<Task> tasks = begun.stream().map(LedgerEntry::task).toList();
        keys(INSERT, tasks)
                .param("tenants", texts(tasks, t -> event(t).owner().tenant().value()))
                .param("projects", texts(tasks, t -> event(t).owner().project().value()))
                .param("shards", numbers(tasks, t -> entry(t).position().shard()))
                .param("offsets", longs(tasks, t -> entry(t).position().offset()))
                .param("ats", texts(tasks, t -> entry(t).at().toString()))
                .param("types", texts(tasks, t -> event(t).type()))
                .param("priorities", numbers(tasks, t -> event(t).priority().ordinal()))
                .param("attempts", numbers(begun, PostgresLedger::attemptsMade))
                .param("delays", longs(begun, e -> delay(e).toMillis()))
                .param(
                        "claimed",
                        begun.stream()
                                .map(e -> e instanceof LedgerEntry.Underway)
                                .toArray(Boolean[]::new))
                .param("orders", texts(tasks, Task::orderKey))
                .param("hub", hub)
                .update();
    }

    private void postpone(List<LedgerEntry> later) {
        if (!later.isEmpty()) {
            keys(POSTPONE, later.stream().map(LedgerEntry::task).toList())
                    .param("claims", longs(later, e -> e.task().claim()))
                    .param("attempts", numbers(later, PostgresLedger::attemptsMade))
                    .param(
                            "delays",
                            longs(
                                    later,
                                    e ->
                                            e instanceof LedgerEntry.Held
                                                    ? null
                                                    : (Long) delay(e).toMillis()))
                    .param("hub", hub)
                    .update();
        }
    }

    private void remove(List<Task> over) {
        if (!over.isEmpty()) {
            keys(REMOVE, over).update();
        }
    }

    private void giveUp(List<LedgerEntry.GivenUp> givenUp) {
        List<ParkedEvent> toPark = new ArrayList<>();
        List<LedgerEntry.GivenUp> withRow = new ArrayList<>();
        for (LedgerEntry.GivenUp entry : givenUp) {
            if (entry.task().claim() == null) {
                toPark.add(entry.parked());
            } else {
                withRow.add(entry);
            }
        }
        if (!withRow.isEmpty()) {
            Set<String> removed =
                    new HashSet<>(
                            keys(GIVE_UP, withRow.stream().map(LedgerEntry.GivenUp::task).toList())
                                    .param("claims", longs(withRow, e -> e.task().claim()))
                                    .param("hub", hub)
                                    .query(String.class)
                                    .list());
            withRow.stream()
                    .filter(e -> removed.contains(e.task().event() + " " + e.task().endpoint()))
                    .forEach(e -> toPark.add(e.parked()));
        }
        parked.park(toPark);
    }

    private JdbcClient.StatementSpec keys(String sql, List<Task> tasks) {
        return jdbc.sql(sql)
                .param("events", texts(tasks, Task::event))
                .param("endpoints", texts(tasks, Task::endpoint));
    }

    private static int attemptsMade(LedgerEntry entry) {
        return entry instanceof LedgerEntry.Later later
                ? later.attempts()
                : entry.task().attempts();
    }

    private static Duration delay(LedgerEntry entry) {
        return switch (entry) {
            case LedgerEntry.Later later -> later.delay();
            case LedgerEntry.Underway underway -> underway.lease();
            case LedgerEntry.Held held -> Duration.ZERO;
            case LedgerEntry.Over over -> Duration.ZERO;
            case LedgerEntry.GivenUp givenUp -> Duration.ZERO;
        };
    }

    private static Entry entry(Task task) {
        return task.delivery().entry();
    }

    private static Event event(Task task) {
        return task.delivery().event();
    }

    private static <T> String[] texts(List<T> all, Function<T, @Nullable String> part) {
        return all.stream().map(part).toArray(String[]::new);
    }

    private static <T> Integer[] numbers(List<T> all, Function<T, Integer> part) {
        return all.stream().map(part).toArray(Integer[]::new);
    }

    private static <T> Long[] longs(List<T> all, Function<T, @Nullable Long> part) {
        return all.stream().map(part).toArray(Long[]::new);
    }
}
