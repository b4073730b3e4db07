package dev.serai.reconcile;

import dev.serai.event.Ksuid;
import dev.serai.ingress.Source;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.reconcile.Listed.Trace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks up in the log what has come in already. Dedupe keys settle who is first; but webhooks of
 * the days before their source claimed such keys have none, and what is found here need not be
 * fetched. Thread-safe.
 */
final class LoggedEvents {

    /** How much earlier, by our clock, a webhook may have come than its provider's list says. */
    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(15);

    private final JdbcClient jdbc;

    LoggedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The traces of what is in the log, of those that something listed has.
     *
     * @param listed the oldest first
     * @throws ProblemException if the log is too large for it
     */
    Set<Trace> of(Source source, List<Listed> listed) {
        List<Trace> traces =
                listed.stream().map(Listed::trace).filter(Objects::nonNull).distinct().toList();
        if (traces.isEmpty()) {
            return Set.of();
        }
        Instant since = listed.getFirst().created().minus(CLOCKS_APART_MAX);
        try {
            Set<Trace> found = new HashSet<>(find(source, since, traces));
            found.retainAll(new HashSet<>(traces));
            return found;
        } catch (QueryTimeoutException e) {
            throw new ProblemException(
                    Problem.of(
                            409,
                            "log_too_large",
                            "It cannot be reconciled",
                            "There is too much in the log since then to be looked through; begin"
                                    + " at a later time."));
        }
    }

    /**
     * Ids sort by the second that they were made in, so that little more than that is read. What
     * did not come in by a webhook may bear any source.
     */
    private List<Trace> find(Source source, Instant since, List<Trace> traces) {
        String[] identities = traces.stream().map(Trace::identity).toArray(String[]::new);
        String column = traces.getFirst().type().isEmpty() ? "origin_id" : "subject";
        return jdbc.sql(
                        """
                        select %s as identity, %s as type from serai.event
                        where id >= :floor and appended_at >= :since
                          and tenant = :tenant and source = :source and %s = any(:identities)
                          and (raw_method is not null or raw_id is not null)
                        """
                                .formatted(
                                        column, column.equals("subject") ? "type" : "''", column))
                .param("floor", "msg_" + Ksuid.floor(since))
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("tenant", source.owner().tenant().value())
                .param("source", "/in/" + source.name())
                .param("identities", identities)
                .query(LoggedEvents::trace)
                .list();
    }

    private static Trace trace(ResultSet row, int number) throws SQLException {
        return new Trace(row.getString("type"), row.getString("identity"));
    }
}
