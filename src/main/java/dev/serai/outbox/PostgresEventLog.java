package dev.serai.outbox;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Reads the log from PostgreSQL. */
final class PostgresEventLog implements EventLog {

    /** Dates before this one PostgreSQL's drivers write differently; nothing in a log is as old. */
    private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final String COLUMNS =
            """
            e.shard, e.pos, e.appended_at, e.id, e.tenant, e.project, e.type, e.source, e.subject, e.time,
            e.data_content_type, e.data, e.partition_key, e.priority, e.origin_id, e.traceparent
            """;

    private static final String READ =
            "select "
                    + COLUMNS
                    + """
                      from unnest(?, ?, ?) p(shard, pos, at)
                      cross join lateral (
                          select * from serai.event e
                          where e.shard = p.shard and e.pos > p.pos and e.appended_at >= p.at
                          order by e.pos limit ?) e
                      order by e.shard, e.pos
                      """;

    private static final String HEADS =
            "select shard, last_pos, last_at from serai.shard_head order by shard";

    private static final String TAILS =
            """
            select h.shard, coalesce(e.pos - 1, h.last_pos), coalesce(e.appended_at, h.last_at)
            from serai.shard_head h left join lateral (
                select pos, appended_at from serai.event e where e.shard = h.shard order by pos limit 1) e on true
            order by h.shard
            """;

    private static final RowMapper<Place> PLACE =
            (row, number) ->
                    new Place(new Position(row.getInt(1), row.getLong(2)), instant(row, 3));

    private final JdbcTemplate jdbc;
    private final AppendSignal signal;

    PostgresEventLog(JdbcTemplate jdbc, AppendSignal signal) {
        this.jdbc = jdbc;
        this.signal = signal;
    }

    @Override
    public List<Entry> read(Collection<Place> places, int limit) {
        List<Entry> entries =
                jdbc.query(
                        connection -> statement(connection, places, limit),
                        (row, number) -> entry(row));
        refuseHoles(places, entries);
        return entries;
    }

    @Override
    public List<Place> heads() {
        return jdbc.query(HEADS, PLACE);
    }

    @Override
    public List<Place> tails() {
        return jdbc.query(TAILS, PLACE);
    }

    @Override
    public UUID incarnation() {
        return jdbc.queryForObject("select incarnation from serai.installation", UUID.class);
    }

    @Override
    public Subscription onAppend(Runnable callback) {
        return signal.subscribe(callback);
    }

    private static PreparedStatement statement(
            Connection connection, Collection<Place> places, int limit) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(READ);
        statement.setArray(
                1,
                connection.createArrayOf(
                        "int2", places.stream().map(p -> (short) p.position().shard()).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "int8", places.stream().map(p -> p.position().offset()).toArray()));
        statement.setArray(
                3,
                connection.createArrayOf(
                        "timestamptz",
                        places.stream()
                                .map(p -> p.at().isBefore(OLDEST) ? OLDEST : p.at())
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .toArray()));
        statement.setInt(4, limit);
        return statement;
    }

    private static void refuseHoles(Collection<Place> places, List<Entry> entries) {
        long[] last = new long[SHARDS];
        Arrays.fill(last, -1);
        places.forEach(place -> last[place.position().shard()] = place.position().offset());
        for (Entry entry : entries) {
            int shard = entry.position().shard();
            if (entry.position().offset() != last[shard] + 1) {
                throw new HoleInLog(new Position(shard, last[shard] + 1), entry.position());
            }
            last[shard]++;
        }
    }

    /** An entry of a row that has the columns of {@code serai.event} by their names. */
    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Position(row.getInt("shard"), row.getLong("pos")),
                row.getObject("appended_at", OffsetDateTime.class).toInstant(),
                new Event(
                        new EventId(row.getString("id")),
                        new Owner(
                                new TenantId(row.getString("tenant")),
                                new ProjectId(row.getString("project"))),
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("subject"),
                        row.getObject("time", OffsetDateTime.class).toInstant(),
                        row.getString("data_content_type"),
                        row.getBytes("data"),
                        row.getString("partition_key"),
                        Priority.values()[row.getInt("priority")],
                        row.getString("origin_id"),
                        row.getString("traceparent")));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
