package dev.serai.route.version;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What each hub has in use of every route, so that any of them can tell it of all. By the
 * database's clock. Thread-safe; every method throws Spring's DataAccessException.
 */
public final class PostgresApplied {

    /** A hub that was not heard of for so long is not counted any more. */
    public static final Duration SILENT_MAX = Duration.ofSeconds(30);

    /** And after so long it is forgotten. */
    private static final Duration FORGET_AFTER = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final String hub;
    private final Map<String, AppliedRoute> told = new ConcurrentHashMap<>();

    PostgresApplied(JdbcClient jdbc, String hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /** The name of this hub. */
    public String hub() {
        return hub;
    }

    /** This hub lives; what it had in use before it was last started does not count. */
    public void begin() {
        live();
        jdbc.sql("delete from serai.route_applied where hub = ?").param(hub).update();
        jdbc.sql("delete from serai.route_hub where seen_at < now() - make_interval(secs => ?)")
                .param(FORGET_AFTER.toSeconds())
                .update();
        told.clear();
    }

    /** This hub lives. */
    public void live() {
        jdbc.sql(
                        """
                        insert into serai.route_hub (hub, seen_at) values (?, now())
                        on conflict (hub) do update set seen_at = now()
                        """)
                .param(hub)
                .update();
    }

    /** Tells what has changed of what this hub has in use. */
    public void tell(List<AppliedRoute> all) {
        List<AppliedRoute> news =
                all.stream()
                        .filter(
                                one -> {
                                    AppliedRoute last = told.get(one.name());
                                    return last == null || !last.saysAs(one);
                                })
                        .toList();
        if (news.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into serai.route_applied as a (hub, name, version, running, fault,
                            exchanges, failures, in_flight, per_second, at)
                        select :hub, n.*, now()
                        from unnest(:name::text[], :version::int[], :running::boolean[],
                            :fault::text[], :exchanges::bigint[], :failures::bigint[],
                            :inFlight::int[], :perSecond::float8[]) n
                        on conflict (hub, name) do update set version = excluded.version,
                            running = excluded.running, fault = excluded.fault,
                            exchanges = excluded.exchanges, failures = excluded.failures,
                            in_flight = excluded.in_flight, per_second = excluded.per_second,
                            at = excluded.at
                        """)
                .param("hub", hub)
                .param("name", column(news, AppliedRoute::name).toArray(String[]::new))
                .param("version", column(news, AppliedRoute::version).toArray(Integer[]::new))
                .param("running", column(news, AppliedRoute::running).toArray(Boolean[]::new))
                .param("fault", column(news, AppliedRoute::fault).toArray(String[]::new))
                .param("exchanges", column(news, AppliedRoute::exchanges).toArray(Long[]::new))
                .param("failures", column(news, AppliedRoute::failures).toArray(Long[]::new))
                .param("inFlight", column(news, AppliedRoute::inFlight).toArray(Integer[]::new))
                .param("perSecond", column(news, AppliedRoute::perSecond).toArray(Double[]::new))
                .update();
        news.forEach(one -> told.put(one.name(), one));
    }

    private static <T> List<T> column(List<AppliedRoute> rows, Function<AppliedRoute, T> column) {
        return rows.stream().map(column).toList();
    }

    /** What the hubs that live say of a route, by hub. */
    public List<AppliedRoute> of(String name) {
        return jdbc.sql(
                        """
                        select a.* from serai.route_applied a join serai.route_hub h using (hub)
                        where a.name = ? and h.seen_at > now() - make_interval(secs => ?)
                        order by a.hub
                        """)
                .params(name, SILENT_MAX.toSeconds())
                .query(PostgresApplied::read)
                .list();
    }

    /** How many hubs live. */
    public int hubs() {
        return jdbc.sql(
                        """
                        select count(*) from serai.route_hub
                        where seen_at > now() - make_interval(secs => ?)
                        """)
                .param(SILENT_MAX.toSeconds())
                .query(Integer.class)
                .single();
    }

    private static AppliedRoute read(ResultSet row, int number) throws SQLException {
        return new AppliedRoute(
                row.getString("hub"),
                row.getString("name"),
                row.getInt("version"),
                row.getBoolean("running"),
                row.getString("fault"),
                row.getLong("exchanges"),
                row.getLong("failures"),
                row.getInt("in_flight"),
                row.getDouble("per_second"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
