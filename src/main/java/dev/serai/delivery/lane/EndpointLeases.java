package dev.serai.delivery.lane;

import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Endpoints with a rate or a bound of attempts at the same time are attempted by one hub alone, so
 * that what that hub keeps is kept. The others make rows, which that hub takes. A lease that is
 * used is renewed; one that is not goes to whoever wants it. Thread-safe; what asks the database
 * throws Spring's DataAccessException.
 */
public final class EndpointLeases {

    private static final Duration LENGTH = Duration.ofSeconds(15);

    /** Given up so long before it ends, for clocks that do not run alike. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** One that was not used for so long is not renewed. */
    private static final Duration USED_WITHIN = Duration.ofSeconds(30);

    private static final String TAKE =
            """
            insert into serai.endpoint_lease as l (endpoint_id, hub, until)
            select id, :hub, now() + :length * interval '1 millisecond'
            from unnest(:endpoints::text[]) e(id) order by id
            on conflict (endpoint_id) do update set hub = excluded.hub, until = excluded.until
            where l.hub = excluded.hub or l.until < now()
            returning endpoint_id
            """;

    private final JdbcClient jdbc;
    private final UUID hub;
    private final LongSupplier ticker;
    private final ConcurrentMap<String, Held> held = new ConcurrentHashMap<>();

    /**
     * Makes them.
     *
     * @param ticker nanoseconds from an arbitrary origin
     */
    public EndpointLeases(JdbcClient jdbc, UUID hub, LongSupplier ticker) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.ticker = ticker;
    }

    /** Whether an endpoint has limits that hold over all hubs. */
    static boolean isLimited(Endpoint endpoint) {
        EndpointSettings settings = endpoint.settings();
        return settings.throttleRate() != null || settings.options().concurrency() != null;
    }

    /** Whether this hub may attempt an endpoint. Asks nobody. */
    public boolean permits(Endpoint endpoint) {
        if (!isLimited(endpoint)) {
            return true;
        }
        long now = ticker.getAsLong();
        Held lease =
                held.computeIfPresent(
                        endpoint.id(), (id, l) -> l.isValid(now) ? new Held(l.until, now) : l);
        return lease != null && lease.isValid(now);
    }

    /** Tries to get endpoints that something is due for. */
    public void take(Collection<String> endpoints) {
        if (endpoints.isEmpty()) {
            return;
        }
        long begun = ticker.getAsLong();
        List<String> got =
                jdbc.sql(TAKE)
                        .param("endpoints", new TreeSet<>(endpoints).toArray(String[]::new))
                        .param("hub", hub)
                        .param("length", LENGTH.toMillis())
                        .query(String.class)
                        .list();
        long until = begun + LENGTH.minus(MARGIN).toNanos();
        endpoints.forEach(held::remove);
        got.forEach(id -> held.put(id, new Held(until, begun)));
    }

    /** Renews those that are used and lets go of the others. To be called every few seconds. */
    public void renew() {
        long now = ticker.getAsLong();
        held.values().removeIf(l -> now - l.usedAt > USED_WITHIN.toNanos() || !l.isValid(now));
        renew(Set.copyOf(held.keySet()));
    }

    private void renew(Set<String> used) {
        if (used.isEmpty()) {
            return;
        }
        long begun = ticker.getAsLong();
        List<String> got =
                jdbc.sql(
                                """
                                update serai.endpoint_lease
                                set until = now() + :length * interval '1 millisecond'
                                where endpoint_id = any(:endpoints) and hub = :hub
                                returning endpoint_id
                                """)
                        .param("endpoints", used.toArray(String[]::new))
                        .param("hub", hub)
                        .param("length", LENGTH.toMillis())
                        .query(String.class)
                        .list();
        long until = begun + LENGTH.minus(MARGIN).toNanos();
        got.forEach(id -> held.computeIfPresent(id, (i, l) -> new Held(until, l.usedAt)));
        used.stream().filter(id -> !got.contains(id)).forEach(held::remove);
    }

    /** Lets all go, for the other hubs to take. */
    public void release() {
        held.clear();
        jdbc.sql("delete from serai.endpoint_lease where hub = ?").param(hub).update();
    }

    /** Removes those that nobody has had for a day. */
    public void maintain() {
        jdbc.sql("delete from serai.endpoint_lease where until < now() - interval '1 day'")
                .update();
    }

    /**
     * A lease of this hub's.
     *
     * @param until ticks
     * @param usedAt ticks
     */
    private record Held(long until, long usedAt) {
        boolean isValid(long now) {
            return now - until < 0;
        }
    }
}
