package dev.serai.delivery.standing;

import dev.serai.tenant.Owner;
import dev.serai.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts attempts and what came of them. Reads all the attempts of a time: not often. */
public final class CountDeliveries {

    private static final String AT_ENDPOINT =
            """
            with tried as (
                select event_id, bool_or(outcome = 0) as ok from serai.attempt
                where endpoint_id = :endpoint and at >= :since and at < :until
                group by event_id)
            select count(*) filter (where ok) as success,
                   count(*) filter (where not ok and d.event_id is not null) as sending,
                   count(*) filter (where not ok and d.event_id is null)
                       + (select count(*) from serai.parked
                          where endpoint = :endpoint and endpoint <> '' and sink = 'webhooks'
                            and attempts = 0 and parked_at >= :since and parked_at < :until)
                       as fail,
                   (select count(*) from serai.delivery p
                    where p.endpoint_id = :endpoint and p.begun_at >= :since
                      and p.begun_at < :until
                      and not exists (select 1 from tried t where t.event_id = p.event_id))
                       as pending
            from tried left join serai.delivery d
                on d.event_id = tried.event_id and d.endpoint_id = :endpoint
            """;

    private static final String OF_PROJECT =
            """
            select %s as bucket, type, count(*) filter (where outcome = 0) as success,
                   count(*) filter (where outcome <> 0) as failure
            from serai.attempt
            where tenant = :tenant and project = :project and at >= :since and at < :until
              and (cardinality(:types::text[]) = 0 or type = any(:types::text[]))
            group by 1, 2
            """;

    private final JdbcClient jdbc;

    public CountDeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many attempts succeeded and failed. */
    public record Attempts(long success, long failure) {

        /** None at all. */
        public static final Attempts NONE = new Attempts(0, 0);

        Attempts plus(Attempts other) {
            return new Attempts(success + other.success, failure + other.failure);
        }
    }

    /** Which attempts are counted; no types for all. */
    public record Asked(Owner owner, Instant since, Instant until, List<String> types) {

        public Asked {
            types = List.copyOf(types);
        }
    }

    /** How many messages stand how at an endpoint, of those that were tried or begun in a time. */
    public Counts atEndpoint(String endpoint, Instant since, Instant until) {
        return jdbc.sql(AT_ENDPOINT)
                .param("endpoint", endpoint)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(
                        (row, number) ->
                                new Counts(
                                        row.getLong("success"),
                                        row.getLong("pending"),
                                        row.getLong("sending"),
                                        row.getLong("fail")))
                .single();
    }

    /** A project's attempts by the type of their events. */
    public Map<String, Attempts> byType(Asked asked) {
        Map<String, Attempts> counts = new TreeMap<>();
        bind(OF_PROJECT.formatted("null::timestamptz"), asked)
                .query(
                        row -> {
                            counts.put(
                                    row.getString("type"),
                                    new Attempts(row.getLong("success"), row.getLong("failure")));
                        });
        return counts;
    }

    /** A project's attempts by periods, named by their beginnings; empty ones are missing. */
    public Map<Instant, Attempts> byPeriod(Asked asked, Duration period) {
        Map<Instant, Attempts> counts = new TreeMap<>();
        bind(OF_PROJECT.formatted("date_bin(:period * interval '1 second', at, :since)"), asked)
                .param("period", period.toSeconds())
                .query(
                        row -> {
                            counts.merge(
                                    row.getObject("bucket", OffsetDateTime.class).toInstant(),
                                    new Attempts(row.getLong("success"), row.getLong("failure")),
                                    Attempts::plus);
                        });
        return counts;
    }

    private JdbcClient.StatementSpec bind(String sql, Asked asked) {
        return jdbc.sql(sql)
                .param("tenant", asked.owner().tenant().value())
                .param("project", asked.owner().project().value())
                .param("since", asked.since().atOffset(ZoneOffset.UTC))
                .param("until", asked.until().atOffset(ZoneOffset.UTC))
                .param("types", asked.types().toArray(String[]::new));
    }

    /** How many messages were sent to how many endpoints, by project; those without are missing. */
    public Map<String, Long> destinationsByProject(TenantId tenant, Instant since, Instant until) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(
                        """
                        select project, count(*) as destinations from (
                            select distinct project, event_id, endpoint_id from serai.attempt
                            where tenant = :tenant and at >= :since and at < :until) d
                        group by project
                        """)
                .param("tenant", tenant.value())
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(
                        row -> {
                            counts.put(row.getString("project"), row.getLong("destinations"));
                        });
        return counts;
    }
}
