package dev.serai.relay.status;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Place;
import dev.serai.relay.cursor.PostgresCursors;
import dev.serai.relay.lease.ShardGroup;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Computes from the database how far every sink is; any hub answers for all. Thread-safe. */
public final class PostgresStatus {

    private final JdbcClient jdbc;
    private final EventLog log;

    public PostgresStatus(JdbcClient jdbc, EventLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /** A cursor and what is known of who serves it. */
    private record Row(
            String sink, Place place, RelayState state, Instant since, @Nullable String detail) {}

    /** Every sink that has a cursor, by name. */
    public List<SinkStatus> all(Function<String, EntryFilter> filters) {
        Map<Integer, Place> heads = byShard(log.heads());
        Map<String, List<Row>> rows =
                rows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Row::sink, TreeMap::new, Collectors.toList()));
        List<SinkStatus> sinks = new ArrayList<>();
        rows.forEach(
                (sink, its) ->
                        sinks.add(
                                new SinkStatus(
                                        new SinkName(sink),
                                        filters.apply(sink),
                                        shards(its, heads))));
        return sinks;
    }

    private List<ShardStatus> shards(List<Row> rows, Map<Integer, Place> heads) {
        Map<Integer, Instant> oldest = oldest(rows, heads);
        return rows.stream()
                .map(
                        row -> {
                            int shard = row.place().position().shard();
                            return new ShardStatus(
                                    row.place(),
                                    heads.get(shard),
                                    oldest.get(shard),
                                    row.state(),
                                    row.since(),
                                    row.detail());
                        })
                .toList();
    }

    private Map<Integer, Instant> oldest(List<Row> rows, Map<Integer, Place> heads) {
        List<Place> behind =
                rows.stream().map(Row::place).filter(place -> isBehind(place, heads)).toList();
        try {
            return log.following(behind).stream()
                    .collect(Collectors.toMap(next -> next.position().shard(), Place::at));
        } catch (HoleInLog e) {
            // The relay that meets the hole says so; here only the ages are unknown.
            return Map.of();
        }
    }

    private static boolean isBehind(Place place, Map<Integer, Place> heads) {
        return heads.get(place.position().shard()).position().offset() > place.position().offset();
    }

    private List<Row> rows() {
        return jdbc.sql(
                        """
                        select c.sink, c.shard, c.pos, c.at, l.since, l.detail,
                               case when l.expires_at > clock_timestamp() then l.state end as state,
                               clock_timestamp() as now
                        from serai.cursor c
                        left join serai.lease l
                            on l.sink = c.sink and l.shard_group = c.shard / :size
                        order by c.sink, c.shard
                        """)
                .param("size", EventLog.SHARDS / ShardGroup.COUNT)
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        String state = row.getString("state");
        OffsetDateTime since = row.getObject("since", OffsetDateTime.class);
        OffsetDateTime now = row.getObject("now", OffsetDateTime.class);
        return new Row(
                row.getString("sink"),
                PostgresCursors.place(row),
                state == null ? RelayState.WAITING_FOR_LEASE : RelayState.of(state),
                (since == null ? now : since).toInstant(),
                row.getString("detail"));
    }

    private static Map<Integer, Place> byShard(List<Place> places) {
        return places.stream()
                .collect(Collectors.toMap(p -> p.position().shard(), Function.identity()));
    }
}
