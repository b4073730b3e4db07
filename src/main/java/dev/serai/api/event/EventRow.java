package dev.serai.api.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/** Reads rows of {@code serai.event}. */
public final class EventRow {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventRow() {}

    /** A row with the columns of the event. */
    public static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                new Position(row.getInt("shard"), row.getLong("pos")),
                instant(row, "appended_at"),
                new Event(
                        new EventId(row.getString("id")),
                        new Owner(
                                new TenantId(row.getString("tenant")),
                                new ProjectId(row.getString("project"))),
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("subject"),
                        instant(row, "time"),
                        row.getString("data_content_type"),
                        row.getBytes("data"),
                        row.getString("partition_key"),
                        Priority.values()[row.getInt("priority")],
                        row.getString("origin_id"),
                        row.getString("traceparent")));
    }

    /** A row with all columns. */
    static StoredEvent stored(ResultSet row, int number) throws SQLException {
        Entry entry = entry(row, number);
        String method = row.getString("raw_method");
        if (method == null) {
            return new StoredEvent(entry, null);
        }
        byte[] body = row.getBytes("raw_body");
        return new StoredEvent(
                entry,
                new RawRequest(
                        method,
                        row.getString("raw_path"),
                        row.getString("raw_query"),
                        headers(row.getString("raw_headers")),
                        body == null ? entry.event().data() : body));
    }

    private static List<RawRequest.Header> headers(String json) {
        try {
            return Arrays.stream(JSON.readValue(json, String[][].class))
                    .map(pair -> new RawRequest.Header(pair[0], pair[1]))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers in the log are not as they were written", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
