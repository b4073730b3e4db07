package dev.serai.outbox.reading;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.outbox.Entry;
import dev.serai.outbox.EventLog;
import dev.serai.outbox.HoleInLog;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log from PostgreSQL. */
final class PostgresEventLog implements EventLog {

    /** Dates before this one PostgreSQL's drivers write differently; nothing in a log is as old. */
    private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Numbers of the columns of {@link #READ}. */
    private static final int SHARD = 1;

    private static final int POS = 2;
    private static final int APPENDED_AT = 3;

    /** The oldest first, until what came before weighs enough: large data is not even looked up. */
    private static final String READ =
            """
            select shard, pos, appended_at, id, tenant, project, type, source, subject, time,
                data_content_type, data, partition_key, priority, origin_id, traceparent
            from (
                select e.*, sum(weight) over (
                    order by e.appended_at, e.shard, e.pos rows unbounded preceding) - weight as before
                from unnest(?, ?, ?) p(shard, pos, at)
                cross join lateral (
                    select shard, pos, appended_at, id, tenant, project, type, source, subject, time,
                        data_content_type, data, partition_key, priority, origin_id, traceparent,
                        octet_length(data) + %d as weight
                    from serai.event e
                    where e.shard = p.shard and e.pos > p.pos and e.appended_at >= p.at
                    order by e.pos limit ?) e) e
            where before < ?
            order by appended_at, shard, pos
            """
                    .formatted(Entry.OVERHEAD);

    private static final String FOLLOWING =
            """
            select e.shard, e.pos, e.appended_at
            from unnest(?, ?, ?) p(shard, pos, at)
            cross join lateral (
                select shard, pos, appended_at from serai.event e
                where e.shard = p.shard and e.pos > p.pos and e.appended_at >= p.at
                order by e.pos limit 1) e
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
                    new Place(
                            new Position(row.getInt(SHARD), row.getLong(POS)),
                            instant(row, APPENDED_AT));

    private final JdbcTemplate jdbc;
    private final AppendSignal signal;
    private final PlacesByTime byTime;

    PostgresEventLog(JdbcTemplate jdbc, AppendSignal signal) {
        this.jdbc = jdbc;
        this.signal = signal;
        this.byTime = new PlacesByTime(JdbcClient.create(jdbc), this);
    }

    @Override
    public List<Entry> read(Collection<Place> places, int limit, long bytes) {
        List<Entry> entries =
                jdbc.query(
                        connection -> {
                            PreparedStatement statement = statement(connection, READ, places);
                            statement.setInt(4, limit);
                            statement.setLong(5, bytes);
                            return statement;
                        },
                        (row, number) -> entry(row));
        refuseHoles(places, entries.stream().map(Entry::position).toList());
        return entries;
    }

    @Override
    public List<Place> following(Collection<Place> places) {
        List<Place> found =
                jdbc.query(connection -> statement(connection, FOLLOWING, places), PLACE);
        refuseHoles(places, found.stream().map(Place::position).toList());
        return found;
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
    public List<Place> before(Instant time) {
        return byTime.before(time);
    }

    @Override
    public Instant now() {
        return byTime.now();
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
            Connection connection, String sql, Collection<Place> places) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
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
        return statement;
    }

    private static void refuseHoles(Collection<Place> places, List<Position> found) {
        long[] last = new long[SHARDS];
        Arrays.fill(last, -1);
        places.forEach(place -> last[place.position().shard()] = place.position().offset());
        for (Position position : found) {
            int shard = position.shard();
            if (position.offset() != last[shard] + 1) {
                throw new HoleInLog(new Position(shard, last[shard] + 1), position);
            }
            last[shard]++;
        }
    }

    /** By number: finding a column by its name costs more than reading it. */
    private static Entry entry(ResultSet row) throws SQLException {
        int column = APPENDED_AT;
        return new Entry(
                new Position(row.getInt(SHARD), row.getLong(POS)),
                instant(row, APPENDED_AT),
                new Event(
                        new EventId(row.getString(++column)),
                        new Owner(
                                new TenantId(row.getString(++column)),
                                new ProjectId(row.getString(++column))),
                        row.getString(++column),
                        row.getString(++column),
                        row.getString(++column),
                        instant(row, ++column),
                        row.getString(++column),
                        row.getBytes(++column),
                        row.getString(++column),
                        Priority.values()[row.getInt(++column)],
                        row.getString(++column),
                        row.getString(++column)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
