package dev.serai.delivery.standing;

import dev.serai.event.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells where events stand, from the record of attempts and from what waits or is parked. */
public final class Standings {

    private static final String SELECT =
            """
            select i.id, coalesce(a.attempts, 0) as attempts,
                   coalesce(a.delivered, false) as delivered, a.last_status, d.due_at,
                   d.event_id is not null as waits, p.event_id is not null as parked
            from unnest(:events::text[]) i(id)
            left join lateral (
                select count(*) as attempts, bool_or(outcome = 0) as delivered,
                       (array_agg(status_code order by at desc))[1] as last_status
                from serai.attempt
                where event_id = i.id and endpoint_id = :endpoint and at >= :since
                having count(*) > 0) a on true
            left join serai.delivery d on d.event_id = i.id and d.endpoint_id = :endpoint
            left join serai.parked p
                on p.event_id = i.id and p.sink = 'webhooks' and p.endpoint = :endpoint
            """;

    /** Attempts are dated by a hub's clock, the log by the database's. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final JdbcClient jdbc;

    public Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where some events stand at an endpoint, by event.
     *
     * @param since none of them came in before this
     */
    public Map<EventId, Standing> at(String endpoint, Collection<EventId> events, Instant since) {
        return jdbc
                .sql(SELECT)
                .param("events", events.stream().map(EventId::value).toArray(String[]::new))
                .param("endpoint", endpoint)
                .param("since", since.minus(SKEW).atOffset(ZoneOffset.UTC))
                .query(Standings::standing)
                .list()
                .stream()
                .collect(Collectors.toMap(Standing::event, Function.identity()));
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return new Standing(
                new EventId(row.getString("id")),
                kind(row),
                row.getInt("attempts"),
                row.getObject("last_status", Integer.class),
                nextAt(row));
    }

    private static @Nullable Instant nextAt(ResultSet row) throws SQLException {
        OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
        return due == null ? null : due.toInstant();
    }

    /** One that is sent again although it was delivered waits, and will be delivered twice. */
    private static Standing.Kind kind(ResultSet row) throws SQLException {
        boolean tried = row.getInt("attempts") > 0;
        if (row.getBoolean("waits")) {
            return tried ? Standing.Kind.SENDING : Standing.Kind.PENDING;
        }
        if (row.getBoolean("delivered")) {
            return Standing.Kind.DELIVERED;
        }
        return tried || row.getBoolean("parked") ? Standing.Kind.FAILED : Standing.Kind.NEVER;
    }
}
