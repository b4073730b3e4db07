package dev.serai.api.arrival;

import dev.serai.api.PageQuery.Slice;
import dev.serai.api.arrival.Arrival.Outcome;
import dev.serai.api.event.PostgresEvents;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The requests that came in at a source: those in the log, and the last ones that were copies,
 * refused, or could not be mapped. The ids of all kinds sort by the time they were made at, so that
 * a page is a walk along each kind's index.
 */
final class PostgresArrivals {

    private static final Map<Outcome, String> KINDS =
            Map.of(
                    Outcome.ACCEPTED,
                    """
                    select id, at, method, path, size, 200 as status, null as code, null as detail,
                           id as event_id
                    from (
                        select id, appended_at as at, source, raw_method as method,
                               raw_path as path, raw_id,
                               octet_length(coalesce(raw_body, data)) as size
                        from serai.event
                        where tenant = :tenant %1$s order by id %2$s limit :lookAt) e
                    where source = '/in/' || :source and (method is not null or raw_id is not null)
                    order by id %2$s limit :limit
                    """,
                    Outcome.DUPLICATE,
                    """
                    select id, at, method, path, size, 200 as status, null as code, null as detail,
                           event_id
                    from serai.duplicate
                    where tenant = :tenant and source = :source %1$s order by id %2$s limit :limit
                    """,
                    Outcome.REJECTED,
                    """
                    select id, at, method, path, size, status, code, detail, null as event_id
                    from serai.rejection
                    where tenant = :tenant and source = :source %1$s order by id %2$s limit :limit
                    """,
                    Outcome.PARKED,
                    """
                    select event_id as id, received_at as at, raw_method as method,
                           raw_path as path, octet_length(raw_body) as size, 200 as status,
                           null as code, null as detail, event_id
                    from serai.unmapped
                    where tenant = :tenant and source = :source %1$s
                    order by event_id %2$s limit :limit
                    """);

    private final JdbcClient jdbc;

    PostgresArrivals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Chooses requests of one source; what is null chooses all.
     *
     * @param after came at this time or later
     * @param before came before this time
     */
    record Filter(
            TenantId tenant,
            String source,
            @Nullable Outcome outcome,
            @Nullable Instant after,
            @Nullable Instant before) {}

    /** The chosen ones older than an id, or the newest ones; newest first. */
    Slice<Arrival> older(Filter filter, @Nullable String than, int limit) {
        return merged(filter, new Walk("<", "desc", than), limit);
    }

    /** The chosen ones newer than an id; oldest first. */
    Slice<Arrival> newer(Filter filter, String than, int limit) {
        return merged(filter, new Walk(">", "asc", than), limit);
    }

    Optional<Arrival> findDuplicate(TenantId tenant, String source, String id) {
        return jdbc.sql(
                        """
                        select id, at, method, path, size, 200 as status, null as code,
                               null as detail, event_id
                        from serai.duplicate
                        where tenant = :tenant and source = :source and id = :id
                        """)
                .param("tenant", tenant.value())
                .param("source", source)
                .param("id", id)
                .query((row, number) -> read(row, Outcome.DUPLICATE))
                .optional();
    }

    /** A walk along the ids, one way or the other. */
    private record Walk(String beyond, String direction, @Nullable String than) {

        Comparator<Arrival> order() {
            Comparator<Arrival> rising = Comparator.comparing(Arrival::age);
            return direction.equals("asc") ? rising : rising.reversed();
        }

        boolean isBefore(Arrival arrival, String end) {
            int order = arrival.age().compareTo(Arrival.ageOf(end));
            return direction.equals("asc") ? order <= 0 : order >= 0;
        }
    }

    private Slice<Arrival> merged(Filter filter, Walk walk, int limit) {
        List<Arrival> found = new ArrayList<>();
        String lookedAtTo = null;
        for (Outcome outcome : Outcome.values()) {
            if (filter.outcome() == null || filter.outcome() == outcome) {
                List<Arrival> kind = kind(outcome, filter, walk, limit);
                found.addAll(kind);
                if (outcome == Outcome.ACCEPTED && kind.size() < limit) {
                    lookedAtTo = lookedAtTo(filter, walk);
                }
            }
        }
        found.sort(walk.order());
        String end = lookedAtTo;
        if (end != null) {
            // What lies beyond is shown together with the events from there on.
            found.removeIf(arrival -> !walk.isBefore(arrival, end));
        }
        return found.size() >= limit
                ? Slice.of(List.copyOf(found.subList(0, limit)))
                : new Slice<>(List.copyOf(found), end);
    }

    private List<Arrival> kind(Outcome outcome, Filter filter, Walk walk, int limit) {
        String id = outcome == Outcome.PARKED ? "event_id" : "id";
        String prefix =
                switch (outcome) {
                    case ACCEPTED, PARKED -> "msg_";
                    case DUPLICATE -> "dup_";
                    case REJECTED -> "rej_";
                };
        String at =
                switch (outcome) {
                    case ACCEPTED -> "appended_at";
                    case PARKED -> "received_at";
                    case DUPLICATE, REJECTED -> "at";
                };
        String choice = choice(filter, walk, id, prefix, at);
        return bind(KINDS.get(outcome).formatted(choice, walk.direction()), filter, walk)
                .param("limit", limit)
                .query((row, number) -> read(row, outcome))
                .list();
    }

    /** The last event that a walk of the greatest length comes to; null if the log ends before. */
    private @Nullable String lookedAtTo(Filter filter, Walk walk) {
        return bind(
                        "select id from serai.event where tenant = :tenant "
                                + choice(filter, walk, "id", "msg_", "appended_at")
                                + " order by id "
                                + walk.direction()
                                + " offset :lookAt - 1 limit 1",
                        filter,
                        walk)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static String choice(Filter filter, Walk walk, String id, String prefix, String at) {
        return (walk.than() == null
                        ? ""
                        : " and " + id + walk.beyond() + "'" + prefix + "' || :than")
                + (filter.after() == null ? "" : " and " + at + " >= :after")
                + (filter.before() == null ? "" : " and " + at + " < :before");
    }

    private JdbcClient.StatementSpec bind(String sql, Filter filter, Walk walk) {
        return jdbc.sql(sql)
                .param("tenant", filter.tenant().value())
                .param("source", filter.source())
                .param("than", walk.than() == null ? null : Arrival.ageOf(walk.than()))
                .param(
                        "after",
                        filter.after() == null ? null : filter.after().atOffset(ZoneOffset.UTC))
                .param(
                        "before",
                        filter.before() == null ? null : filter.before().atOffset(ZoneOffset.UTC))
                .param("lookAt", PostgresEvents.LOOKED_AT_MAX);
    }

    private static Arrival read(ResultSet row, Outcome outcome) throws SQLException {
        return new Arrival(
                row.getString("id"),
                outcome,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("method"),
                row.getString("path"),
                row.getObject("size", Integer.class),
                row.getInt("status"),
                row.getString("code"),
                row.getString("detail"),
                row.getString("event_id"));
    }
}
