package dev.serai.delivery.park;

import dev.serai.delivery.ledger.TellOperations;
import dev.serai.delivery.row.ClaimedRow;
import dev.serai.delivery.row.OrderedRows;
import dev.serai.delivery.settle.DeliveryListener;
import dev.serai.delivery.settle.SettleAttempt;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.outbox.Position;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Parks deliveries that wait for what will not come: some at a time, each in one transaction. */
public final class ParkDeliveries {

    /** How many one call parks at most; whoever has more calls again. */
    public static final int PARKED_MAX = 500;

    private static final String TAKE =
            """
            delete from serai.delivery
            where ctid = any(array(
                select ctid from serai.delivery
                where %s
                limit :limit for update skip locked))
            returning event_id, endpoint_id, tenant, project, shard, pos, type, attempts,
                order_key
            """;

    private final TransactionOperations transactions;
    private final JdbcClient jdbc;
    private final ParkedEvents parked;
    private final TellOperations operations;
    private final OrderedRows ordered;
    private final DeliveryListener listener;
    private final InstantSource clock;
    private final Ksuid ksuid;

    public ParkDeliveries(
            TransactionOperations transactions,
            JdbcClient jdbc,
            ParkedEvents parked,
            TellOperations operations,
            DeliveryListener listener,
            InstantSource clock,
            Ksuid ksuid) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.parked = parked;
        this.operations = operations;
        this.ordered = new OrderedRows(jdbc);
        this.listener = listener;
        this.clock = clock;
        this.ksuid = ksuid;
    }

    /** Those of an endpoint that is disabled or gone; how many there were. */
    public int ofEndpoint(String endpoint) {
        return park(
                "endpoint_id = :endpoint and (claimed_by is null or due_at <= now())",
                Map.of("endpoint", endpoint),
                ParkedEvent.Reason.ENDPOINT_DISABLED,
                "The endpoint was disabled or deleted while the event waited for it.");
    }

    /**
     * Those of endpoints that cannot be attempted, and that have waited for too long.
     *
     * @param horizons after how long, by endpoint
     */
    public int expired(Map<String, Duration> horizons) {
        if (horizons.isEmpty()) {
            return 0;
        }
        return park(
                """
                due_at <= now() and exists (
                    select from unnest(:endpoints::text[], :horizons::bigint[]) h(endpoint_id, ms)
                    where h.endpoint_id = serai.delivery.endpoint_id
                      and begun_at < now() - h.ms * interval '1 millisecond')
                """,
                Map.of(
                        "endpoints",
                        horizons.keySet().toArray(String[]::new),
                        "horizons",
                        horizons.values().stream().map(Duration::toMillis).toArray(Long[]::new)),
                ParkedEvent.Reason.EXHAUSTED,
                "The time of the retry schedule was up while the endpoint was not attempted: its"
                        + " circuit breaker was open, or it said that it was busy.");
    }

    /** One whose event the log does not have any more; this hub has claimed it. */
    public void lost(ClaimedRow row) {
        park(
                "event_id = :event and endpoint_id = :endpoint and claim = :claim",
                Map.of("event", row.event(), "endpoint", row.endpoint(), "claim", row.claim()),
                ParkedEvent.Reason.EXHAUSTED,
                "The event waited for longer than the log keeps events.");
    }

    private int park(
            String which, Map<String, ?> params, ParkedEvent.Reason reason, String detail) {
        Set<OrderedRows.Key> keys = new HashSet<>();
        Integer count =
                transactions.execute(
                        status -> {
                            List<ParkedEvent> taken =
                                    jdbc.sql(TAKE.formatted(which))
                                            .params(params)
                                            .param("limit", PARKED_MAX)
                                            .query((row, n) -> parked(row, keys, reason, detail))
                                            .list();
                            parked.park(taken);
                            operations.exhausted(taken);
                            return taken.size();
                        });
        promote(keys);
        if (count != null && count > 0) {
            listener.parked(reason, count);
        }
        return count == null ? 0 : count;
    }

    /** Lets those go on that a hub left behind when it ended between two transactions. */
    public void promoteStuck() {
        promote(ordered.stuck());
    }

    /** In a transaction of its own: the keys are locked before anything else, or there are two. */
    private void promote(Collection<OrderedRows.Key> keys) {
        if (!keys.isEmpty()) {
            transactions.executeWithoutResult(
                    status -> {
                        ordered.lock(keys);
                        ordered.promote(keys);
                    });
        }
    }

    private static void note(ResultSet row, Set<OrderedRows.Key> keys) throws SQLException {
        String key = row.getString("order_key");
        if (key != null) {
            keys.add(new OrderedRows.Key(row.getString("endpoint_id"), key));
        }
    }

    private ParkedEvent parked(
            ResultSet row, Set<OrderedRows.Key> keys, ParkedEvent.Reason reason, String detail)
            throws SQLException {
        note(row, keys);
        return new ParkedEvent(
                "park_" + ksuid.next(),
                new Owner(
                        new TenantId(row.getString("tenant")),
                        new ProjectId(row.getString("project"))),
                SettleAttempt.SINK,
                row.getString("endpoint_id"),
                new EventId(row.getString("event_id")),
                new Position(row.getInt("shard"), row.getLong("pos")),
                row.getString("type"),
                reason,
                detail,
                row.getInt("attempts"),
                clock.instant());
    }
}
