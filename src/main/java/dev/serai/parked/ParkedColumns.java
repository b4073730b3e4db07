package dev.serai.parked;

import dev.serai.event.EventId;
import dev.serai.outbox.Position;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Parked events as the columns of {@code serai.parked}: one array per column, or a row. */
record ParkedColumns(Collection<ParkedEvent> events) {

    /** The arrays by the names of the statement's parameters. */
    Map<String, Object> arrays() {
        Map<String, Object> arrays = new HashMap<>();
        arrays.put("id", strings(ParkedEvent::id));
        arrays.put("tenant", strings(event -> event.owner().tenant().value()));
        arrays.put("project", strings(event -> event.owner().project().value()));
        arrays.put("sink", strings(ParkedEvent::sink));
        arrays.put("endpoint", strings(ParkedColumns::endpoint));
        arrays.put("event", strings(event -> event.event().value()));
        arrays.put("shard", column(Integer[]::new, event -> position(event, Position::shard)));
        arrays.put("pos", column(Long[]::new, event -> position(event, Position::offset)));
        arrays.put("type", strings(ParkedEvent::type));
        arrays.put("reason", strings(event -> event.reason().wire()));
        arrays.put("detail", strings(event -> event.detail().replace("\0", "")));
        arrays.put("attempts", column(Integer[]::new, ParkedEvent::attempts));
        arrays.put("parkedAt", strings(event -> event.parkedAt().toString()));
        return arrays;
    }

    /** The endpoint's id as it is stored: empty when there is none. */
    static String endpoint(ParkedEvent event) {
        return event.endpoint() == null ? "" : event.endpoint();
    }

    private static <T> @Nullable T position(ParkedEvent event, Function<Position, T> part) {
        return event.position() == null ? null : part.apply(event.position());
    }

    private String[] strings(Function<ParkedEvent, String> column) {
        return column(String[]::new, column);
    }

    private <T> T[] column(IntFunction<T[]> array, Function<ParkedEvent, @Nullable T> column) {
        return events.stream().map(column).toArray(array);
    }

    /** Reads a row. */
    static ParkedEvent read(ResultSet row, int number) throws SQLException {
        String endpoint = row.getString("endpoint");
        return new ParkedEvent(
                row.getString("id"),
                new Owner(
                        new TenantId(row.getString("tenant")),
                        new ProjectId(row.getString("project"))),
                row.getString("sink"),
                endpoint.isEmpty() ? null : endpoint,
                new EventId(row.getString("event_id")),
                position(row),
                row.getString("type"),
                ParkedEvent.Reason.of(row.getString("reason")),
                row.getString("detail"),
                row.getInt("attempts"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("replay_requested_at", OffsetDateTime.class)));
    }

    private static @Nullable Position position(ResultSet row) throws SQLException {
        long offset = row.getLong("pos");
        return row.wasNull() ? null : new Position(row.getInt("shard"), offset);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
