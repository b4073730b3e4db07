package dev.serai.outbox.append;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Position;
import dev.serai.outbox.RawRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Appends a batch: one statement, one round trip, one commit. */
final class PostgresAppend {

    private static final String APPEND =
            """
            select id, pos, duplicate_of
            from serai.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final JsonFactory JSON = new JsonFactory();

    private final DataSource dataSource;
    private final int dedupeDays;

    PostgresAppend(DataSource dataSource, int dedupeDays) {
        this.dataSource = dataSource;
        this.dedupeDays = dedupeDays;
    }

    /** Appends and commits; the results by the candidates' ids. */
    Map<String, Appended> append(List<Pending> batch) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(APPEND)) {
            // The function is the whole transaction: autocommit saves two round trips.
            connection.setAutoCommit(true);
            bindEvents(connection, statement, batch);
            bindKeys(connection, statement, batch);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, batch);
            }
        }
    }

    private static Map<String, Appended> read(ResultSet rows, List<Pending> batch)
            throws SQLException {
        Map<String, Integer> shards = new HashMap<>();
        batch.forEach(next -> shards.put(next.candidate().event().id().value(), next.shard()));
        Map<String, Appended> results = new HashMap<>();
        while (rows.next()) {
            String id = rows.getString(1);
            String original = rows.getString(3);
            results.put(
                    id,
                    original == null
                            ? new Appended.New(
                                    new EventId(id), new Position(shards.get(id), rows.getLong(2)))
                            : new Appended.Duplicate(new EventId(original)));
        }
        if (results.size() != batch.size()) {
            throw new SQLException(
                    "the log answered for " + results.size() + " of " + batch.size() + " events");
        }
        return results;
    }

    private static void bindEvents(Connection c, PreparedStatement s, List<Pending> batch)
            throws SQLException {
        s.setArray(1, array(c, "int2", batch, p -> (short) p.shard()));
        s.setArray(2, text(c, batch, e -> e.id().value()));
        s.setArray(3, text(c, batch, e -> e.owner().tenant().value()));
        s.setArray(4, text(c, batch, e -> e.owner().project().value()));
        s.setArray(5, text(c, batch, Event::type));
        s.setArray(6, text(c, batch, Event::source));
        s.setArray(7, text(c, batch, Event::subject));
        s.setArray(8, array(c, "timestamptz", batch, p -> utc(p.candidate().event().time())));
        s.setArray(9, text(c, batch, Event::dataContentType));
        s.setArray(10, bytes(c, batch, p -> p.candidate().event().data()));
        s.setArray(11, text(c, batch, Event::partitionKey));
        s.setArray(
                12,
                array(c, "int2", batch, p -> (short) p.candidate().event().priority().ordinal()));
        s.setArray(13, text(c, batch, Event::originId));
        s.setArray(14, text(c, batch, Event::traceparent));
        s.setArray(15, raw(c, batch, RawRequest::method));
        s.setArray(16, raw(c, batch, RawRequest::path));
        s.setArray(17, raw(c, batch, RawRequest::query));
        s.setArray(18, raw(c, batch, PostgresAppend::headers));
        s.setArray(19, bytes(c, batch, PostgresAppend::rawBody));
        // After the keys, because it came to the function last; most batches have none.
        s.setArray(
                23,
                batch.stream().allMatch(p -> p.candidate().rawId() == null)
                        ? null
                        : array(c, "uuid", batch, p -> p.candidate().rawId()));
    }

    private void bindKeys(Connection c, PreparedStatement s, List<Pending> batch)
            throws SQLException {
        record Claim(String event, UUID key) {}
        List<Claim> claims =
                batch.stream()
                        .map(Pending::candidate)
                        .flatMap(
                                next ->
                                        next.keys().stream()
                                                .distinct()
                                                .map(
                                                        key ->
                                                                new Claim(
                                                                        next.event().id().value(),
                                                                        key.value())))
                        .toList();
        s.setArray(20, c.createArrayOf("text", claims.stream().map(Claim::event).toArray()));
        s.setArray(21, c.createArrayOf("uuid", claims.stream().map(Claim::key).toArray()));
        s.setInt(22, dedupeDays);
    }

    private static Array array(
            Connection c,
            String type,
            List<Pending> batch,
            Function<Pending, @Nullable Object> value)
            throws SQLException {
        return c.createArrayOf(type, batch.stream().map(value).toArray());
    }

    private static Array text(
            Connection c, List<Pending> batch, Function<Event, @Nullable String> value)
            throws SQLException {
        return c.createArrayOf(
                "text",
                batch.stream().map(p -> value.apply(p.candidate().event())).toArray(String[]::new));
    }

    private static Array raw(
            Connection c, List<Pending> batch, Function<RawRequest, @Nullable String> value)
            throws SQLException {
        return c.createArrayOf(
                "text",
                batch.stream()
                        .map(p -> p.candidate().raw())
                        .map(raw -> raw == null ? null : value.apply(raw))
                        .toArray(String[]::new));
    }

    private static Array bytes(
            Connection c, List<Pending> batch, Function<Pending, byte @Nullable []> value)
            throws SQLException {
        return c.createArrayOf("bytea", batch.stream().map(value).toArray(byte[][]::new));
    }

    /** Null when the data is the body, so that the same bytes are not stored twice. */
    private static byte @Nullable [] rawBody(Pending pending) {
        RawRequest raw = pending.candidate().raw();
        return raw == null || raw.body() == pending.candidate().event().data() ? null : raw.body();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * Header lines as a JSON array of {@code [name, value]}, which keeps their order and copies.
     */
    static String headers(RawRequest raw) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (RawRequest.Header header : raw.headers()) {
                json.writeStartArray();
                json.writeString(header.name());
                json.writeString(header.value());
                json.writeEndArray();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
