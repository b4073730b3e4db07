package dev.serai.delivery.attempt;

import dev.serai.event.EventId;
import dev.serai.event.TypePattern;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The attempts in PostgreSQL's table {@code serai.attempt}. Thread-safe. */
public final class PostgresAttempts {

    /** As Svix numbers them, so that nothing is translated on the way out. */
    private static final int DELIVERED = 0;

    private static final int FAILED = 2;

    private static final String CHOSEN =
            """
            select id, at, tenant, project, event_id, endpoint_id, type, outcome, status_code,
                   duration_ms, manual, url, response
            from serai.attempt
            where tenant = :tenant and project = :project
              and (:event::text is null or event_id = :event)
              and (:endpoint::text is null or endpoint_id = :endpoint)
              and (:outcome::int is null or outcome = :outcome)
              and (:statusFrom::int is null or status_code >= :statusFrom)
              and (:statusTo::int is null or status_code < :statusTo)
              and (cardinality(:types::text[]) = 0 or type ~ any(:types))
              and at > :after and at < :before
            """;

    /** Bounds for queries without one, which every PostgreSQL and driver writes the same way. */
    private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant NEWEST = Instant.parse("9000-01-01T00:00:00Z");

    /** No event has more attempts that anybody asks for one by one. */
    private static final int LISTED_MAX = 10_000;

    private final JdbcClient jdbc;

    public PostgresAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends them, within the caller's transaction. */
    public void append(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into serai.attempt (id, at, tenant, project, event_id, endpoint_id,
                            type, outcome, status_code, duration_ms, manual, url, response)
                        select * from unnest(:ids::text[], :ats::text[]::timestamptz[], :tenants::text[],
                            :projects::text[], :events::text[], :endpoints::text[],
                            :types::text[], :outcomes::smallint[], :statuses::smallint[],
                            :durations::int[], :manuals::boolean[], :urls::text[],
                            :responses::text[])
                        """)
                .param("ids", texts(attempts, Attempt::id))
                .param("ats", texts(attempts, a -> a.at().toString()))
                .param("tenants", texts(attempts, a -> a.owner().tenant().value()))
                .param("projects", texts(attempts, a -> a.owner().project().value()))
                .param("events", texts(attempts, a -> a.event().value()))
                .param("endpoints", texts(attempts, Attempt::endpoint))
                .param("types", texts(attempts, Attempt::type))
                .param("outcomes", numbers(attempts, a -> a.delivered() ? DELIVERED : FAILED))
                .param("statuses", numbers(attempts, Attempt::status))
                .param("durations", numbers(attempts, a -> (int) a.took().toMillis()))
                .param("manuals", attempts.stream().map(Attempt::manual).toArray(Boolean[]::new))
                .param("urls", texts(attempts, Attempt::url))
                .param("responses", texts(attempts, Attempt::response))
                .update();
    }

    /** An attempt by its id, if it was made for an event of the owner's. */
    public Optional<Attempt> find(Owner owner, EventId event, String id) {
        return older(
                        new AttemptFilter(
                                owner, event, null, null, null, null, List.of(), null, null),
                        null,
                        LISTED_MAX)
                .stream()
                .filter(attempt -> attempt.id().equals(id))
                .findFirst();
    }

    /** The newest chosen ones, newest first, older than a place if there is one. */
    public List<Attempt> older(AttemptFilter filter, @Nullable AttemptPlace than, int limit) {
        String bound = than == null ? "" : "and (at, id) < (:thanAt, :thanId) ";
        return chosen(filter, than, limit, bound + "order by at desc, id desc limit :limit");
    }

    /** The chosen ones that are the next newer than a place, newest last. */
    public List<Attempt> newer(AttemptFilter filter, AttemptPlace than, int limit) {
        return chosen(
                filter,
                than,
                limit,
                "and (at, id) > (:thanAt, :thanId) order by at, id limit :limit");
    }

    private List<Attempt> chosen(
            AttemptFilter filter, @Nullable AttemptPlace than, int limit, String rest) {
        Boolean delivered = filter.delivered();
        JdbcClient.StatementSpec statement =
                jdbc.sql(CHOSEN + rest)
                        .param("tenant", filter.owner().tenant().value())
                        .param("project", filter.owner().project().value())
                        .param("event", filter.event() == null ? null : filter.event().value())
                        .param("endpoint", filter.endpoint())
                        .param("outcome", delivered == null ? null : delivered ? DELIVERED : FAILED)
                        .param("statusFrom", filter.statusFrom())
                        .param("statusTo", filter.statusTo())
                        .param(
                                "types",
                                filter.types().stream()
                                        .map(TypePattern::toRegex)
                                        .toArray(String[]::new))
                        .param("after", time(filter.after(), OLDEST))
                        .param("before", time(filter.before(), NEWEST))
                        .param("limit", limit);
        if (than != null) {
            statement =
                    statement
                            .param("thanAt", than.at().atOffset(ZoneOffset.UTC))
                            .param("thanId", than.id());
        }
        return statement.query(PostgresAttempts::attempt).list();
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        return new Attempt(
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Owner(
                        new TenantId(row.getString("tenant")),
                        new ProjectId(row.getString("project"))),
                new EventId(row.getString("event_id")),
                row.getString("endpoint_id"),
                row.getString("type"),
                row.getInt("outcome") == DELIVERED,
                row.getInt("status_code"),
                Duration.ofMillis(row.getLong("duration_ms")),
                row.getBoolean("manual"),
                row.getString("url"),
                row.getString("response"));
    }

    private static OffsetDateTime time(@Nullable Instant given, Instant otherwise) {
        return (given == null ? otherwise : given).atOffset(ZoneOffset.UTC);
    }

    private static String[] texts(Collection<Attempt> attempts, Function<Attempt, String> part) {
        return attempts.stream().map(part).toArray(String[]::new);
    }

    private static Integer[] numbers(
            Collection<Attempt> attempts, Function<Attempt, Integer> part) {
        return attempts.stream().map(part).toArray(Integer[]::new);
    }
}
