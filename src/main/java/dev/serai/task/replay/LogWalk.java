package dev.serai.task.replay;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Walks along an owner's events of a time, by id. What lies between an event's id and its being
 * appended is short, but for one that an application published in a long transaction of its own.
 */
final class LogWalk {

    /** How long such a transaction may be. */
    private static final Duration SLACK = Duration.ofDays(1);

    /** How many events of anybody's one call looks at. */
    static final int LOOKED_AT_MAX = 1_000;

    /** Data may be large: they are read a few at a time. */
    private static final int FETCH = 20;

    /** How much data one call takes along, beside one event more. */
    private static final long BYTES_MAX = 8 * 1024 * 1024;

    private static final String SELECT =
            """
            select shard, pos, appended_at, id, tenant, project, type, source, subject, time,
                   data_content_type,
                   case when tenant = ? and project = ? then data end as data,
                   partition_key, priority, origin_id, traceparent
            from serai.event
            where id > ? and id < ? and appended_at >= ?::timestamptz
              and appended_at < ?::timestamptz
            """;

    /** Of which there is an index; the default project is nearly everything. */
    private static final String OF_PROJECT =
            "and tenant = ? and project = ? and project <> 'default' ";

    private static final String ORDER = "order by id limit " + LOOKED_AT_MAX;

    private final JdbcTemplate jdbc;

    LogWalk(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(FETCH);
    }

    /**
     * What one call found.
     *
     * @param own the owner's events, in the order of their ids
     * @param to the last event that was looked at, whoever's; null if there was none
     * @param done whether there is nothing behind it
     */
    record Stretch(List<Entry> own, @Nullable String to, boolean done) {}

    /** The next stretch behind an event, or the first. Within a transaction. */
    Stretch next(Owner owner, Instant since, Instant until, @Nullable String after) {
        String tenant = owner.tenant().value();
        String project = owner.project().value();
        List<Object> bounds =
                new ArrayList<>(
                        List.of(
                                tenant,
                                project,
                                after == null ? EventId.floor(since.minus(SLACK)) : after,
                                EventId.floor(until.plus(SLACK)),
                                since.toString(),
                                until.toString()));
        boolean indexed = !owner.project().equals(ProjectId.DEFAULT);
        if (indexed) {
            bounds.add(tenant);
            bounds.add(project);
        }
        ResultSetExtractor<Stretch> reader = rows -> read(owner, rows);
        Stretch stretch =
                jdbc.query(SELECT + (indexed ? OF_PROJECT : "") + ORDER, reader, bounds.toArray());
        return stretch == null ? new Stretch(List.of(), null, true) : stretch;
    }

    private static Stretch read(Owner owner, ResultSet rows) throws SQLException {
        List<Entry> own = new ArrayList<>();
        String to = null;
        long bytes = 0;
        int seen = 0;
        while (bytes < BYTES_MAX && rows.next()) {
            seen++;
            to = rows.getString("id");
            byte[] data = rows.getBytes("data");
            if (data != null) {
                own.add(entry(owner, rows, data));
                bytes += data.length;
            }
        }
        return new Stretch(own, to, bytes < BYTES_MAX && seen < LOOKED_AT_MAX);
    }

    private static Entry entry(Owner owner, ResultSet row, byte[] data) throws SQLException {
        return new Entry(
                new Position(row.getInt("shard"), row.getLong("pos")),
                instant(row, "appended_at"),
                new Event(
                        new EventId(row.getString("id")),
                        owner,
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("subject"),
                        instant(row, "time"),
                        row.getString("data_content_type"),
                        data,
                        row.getString("partition_key"),
                        Priority.values()[row.getInt("priority")],
                        row.getString("origin_id"),
                        row.getString("traceparent")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
