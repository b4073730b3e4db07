package dev.serai.relay.cursor;

import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.relay.lease.LeaseLost;
import dev.serai.relay.lease.LeasedGroup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cursors in PostgreSQL's table {@code serai.cursor}, each write fenced by its epoch. */
public final class PostgresCursors implements CursorMirror {

    private final JdbcClient jdbc;

    public PostgresCursors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A stored cursor and the log it is of. */
    record Cursor(Place place, UUID incarnation) {}

    /** From now on nobody with an older epoch moves these cursors. */
    public List<Cursor> take(LeasedGroup group) {
        List<Cursor> cursors =
                jdbc.sql(
                                """
                                update serai.cursor set epoch = :epoch
                                where sink = :sink and shard = any(:shards) and epoch <= :epoch
                                returning shard, pos, at, incarnation
                                """)
                        .param("epoch", group.epoch())
                        .param("sink", group.sink().value())
                        .param("shards", shards(group))
                        .query((row, number) -> new Cursor(place(row), incarnation(row)))
                        .list();
        if (cursors.size() < count(group)) {
            throw new LeaseLost(group);
        }
        return cursors;
    }

    /** Makes the cursors that are not there yet. */
    public void begin(LeasedGroup group, Collection<Place> places, UUID incarnation) {
        upsert(group, places, incarnation, "on conflict (sink, shard) do nothing");
    }

    /**
     * Moves cursors.
     *
     * @throws LeaseLost if one of them has another epoch by now
     */
    public void move(LeasedGroup group, Collection<Place> places) {
        int moved =
                jdbc.sql(
                                """
                                update serai.cursor c set pos = p.pos, at = p.at, updated_at = now()
                                from unnest(:shard::smallint[], :pos::bigint[], :at::timestamptz[])
                                    p(shard, pos, at)
                                where c.sink = :sink and c.shard = p.shard and c.epoch = :epoch
                                """)
                        .params(columns(group, places))
                        .update();
        if (moved != places.size()) {
            throw new LeaseLost(group);
        }
    }

    @Override
    public List<Place> read(LeasedGroup group) {
        return jdbc.sql(
                        """
                        select shard, pos, at from serai.cursor
                        where sink = :sink and shard = any(:shards)
                        """)
                .param("sink", group.sink().value())
                .param("shards", shards(group))
                .query((row, number) -> place(row))
                .list();
    }

    @Override
    public void write(LeasedGroup group, Collection<Place> places, UUID incarnation) {
        int written =
                upsert(
                        group,
                        places,
                        incarnation,
                        """
                        on conflict (sink, shard) do update
                        set pos = greatest(c.pos, excluded.pos), at = greatest(c.at, excluded.at),
                            epoch = excluded.epoch, incarnation = excluded.incarnation,
                            updated_at = now()
                        where c.epoch <= excluded.epoch
                        """);
        if (written != places.size()) {
            throw new LeaseLost(group);
        }
    }

    /** Deletes cursors, unless a newer epoch has been here. */
    void delete(LeasedGroup group) {
        jdbc.sql(
                        """
                        delete from serai.cursor
                        where sink = :sink and shard = any(:shards) and epoch <= :epoch
                        """)
                .param("sink", group.sink().value())
                .param("shards", shards(group))
                .param("epoch", group.epoch())
                .update();
    }

    /** Whether the sink ever had a cursor. */
    public boolean knows(String sink) {
        return jdbc.sql("select exists (select 1 from serai.cursor where sink = :sink)")
                .param("sink", sink)
                .query(Boolean.class)
                .single();
    }

    private int upsert(
            LeasedGroup group, Collection<Place> places, UUID incarnation, String onConflict) {
        return jdbc.sql(
                        """
                        insert into serai.cursor as c (sink, shard, pos, at, epoch, incarnation)
                        select :sink, p.shard, p.pos, p.at, :epoch, :incarnation
                        from unnest(:shard::smallint[], :pos::bigint[], :at::timestamptz[])
                            p(shard, pos, at)
                        order by p.shard
                        """
                                + onConflict)
                .params(columns(group, places))
                .param("incarnation", incarnation)
                .update();
    }

    private int count(LeasedGroup group) {
        return read(group).size();
    }

    private static Map<String, Object> columns(LeasedGroup group, Collection<Place> places) {
        return Map.of(
                "sink",
                group.sink().value(),
                "epoch",
                group.epoch(),
                "shard",
                places.stream().map(p -> p.position().shard()).toArray(Integer[]::new),
                "pos",
                places.stream().map(p -> p.position().offset()).toArray(Long[]::new),
                "at",
                places.stream()
                        .map(p -> p.at().atOffset(ZoneOffset.UTC).toString())
                        .toArray(String[]::new));
    }

    private static Integer[] shards(LeasedGroup group) {
        return group.group().shards().toArray(Integer[]::new);
    }

    public static Place place(ResultSet row) throws SQLException {
        return new Place(
                new Position(row.getInt("shard"), row.getLong("pos")),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static UUID incarnation(ResultSet row) throws SQLException {
        return row.getObject("incarnation", UUID.class);
    }
}
