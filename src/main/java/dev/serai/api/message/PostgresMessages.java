package dev.serai.api.message;

import dev.serai.api.PageQuery.Slice;
import dev.serai.api.event.EventRow;
import dev.serai.event.EventId;
import dev.serai.event.TypePattern;
import dev.serai.tenant.Owner;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks the messages of a project up in the log's table, by id. Ids sort by the second that a
 * message came in.
 */
final class PostgresMessages {

    private static final String COLUMNS =
            """
            e.shard, e.pos, e.appended_at, e.id, e.tenant, e.project, e.type, e.source, e.subject,
            e.time, e.data_content_type, e.partition_key, e.priority, e.origin_id, e.traceparent,
            (select t.tags from serai.message_tag t where t.event_id = e.id) as tags
            """;

    private static final String CHOICE =
            """
             where e.tenant = :tenant and e.project = :project
               and (cardinality(:types::text[]) = 0 or e.type ~ any(:types::text[]))
               and (:channel::text is null
                    or :channel = any(string_to_array(e.subject, ',')))
               and (:tag::text is null or exists (
                    select 1 from serai.message_tag t
                    where t.event_id = e.id and :tag = any(t.tags)))
            """;

    /** Bounds for queries without one. */
    private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant NEWEST = Instant.parse("9000-01-01T00:00:00Z");

    /**
     * How old a message is at least that is found on the way to newer ones. Ids are made a little
     * before what they name is committed: whoever is shown one too early never sees its neighbour.
     */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    PostgresMessages(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A message by its id, or by its sender's own id as long as copies are known. */
    Optional<Message> find(Owner owner, String idOrEventId) {
        Optional<EventId> id =
                EventId.isValid(idOrEventId)
                        ? Optional.of(new EventId(idOrEventId))
                        : ofEventId(owner, idOrEventId);
        return id.flatMap(
                one ->
                        jdbc.sql(
                                        "select "
                                                + COLUMNS
                                                + """
                                                , e.data from serai.event e
                                                where e.id = :id and e.tenant = :tenant
                                                  and e.project = :project
                                                """)
                                .param("id", one.value())
                                .param("tenant", owner.tenant().value())
                                .param("project", owner.project().value())
                                .query(PostgresMessages::message)
                                .optional());
    }

    private Optional<EventId> ofEventId(Owner owner, String eventId) {
        return jdbc.sql("select event_id from serai.dedupe where key = :key order by day limit 1")
                .param("key", MessageKeys.ofEventId(owner, eventId).value())
                .query(String.class)
                .optional()
                .map(EventId::new);
    }

    /** The chosen messages older than an id, or the newest ones; newest first. */
    Slice<Message> older(MessageFilter filter, boolean data, @Nullable String than, int limit) {
        return slice(filter, data, than, limit, true);
    }

    /** The chosen messages newer than an id and some seconds old; oldest first. */
    Slice<Message> newer(MessageFilter filter, boolean data, String than, int limit) {
        return slice(filter, data, than, limit, false);
    }

    private Slice<Message> slice(
            MessageFilter filter, boolean data, @Nullable String than, int limit, boolean back) {
        Walk walk = Walk.of(filter, than, back, limit);
        String order = " order by e.id " + (back ? "desc" : "asc");
        List<Message> found =
                bind(
                                "select "
                                        + COLUMNS
                                        + (data ? ", e.data" : ", ''::bytea as data")
                                        + " from ("
                                        + walk.sql()
                                        + ") e"
                                        + CHOICE
                                        + order
                                        + " limit :limit",
                                filter,
                                than)
                        .param("limit", limit)
                        .query(PostgresMessages::message)
                        .list();
        if (found.size() == limit) {
            return Slice.of(found);
        }
        String end =
                bind(
                                "select e.id from ("
                                        + walk.sql()
                                        + ") e"
                                        + order
                                        + " offset "
                                        + (walk.bound() - 1),
                                filter,
                                than)
                        .query(String.class)
                        .optional()
                        .orElse(null);
        return new Slice<>(found, end);
    }

    private JdbcClient.StatementSpec bind(String sql, MessageFilter filter, @Nullable String than) {
        return chosen(jdbc.sql(sql), filter)
                .param("than", than)
                .param("settled", EventId.floor(clock.instant().minus(SETTLED)))
                .param("after", time(filter.after(), OLDEST))
                .param("before", time(filter.before(), NEWEST));
    }

    private static JdbcClient.StatementSpec chosen(
            JdbcClient.StatementSpec statement, MessageFilter filter) {
        return statement
                .param("tenant", filter.owner().tenant().value())
                .param("project", filter.owner().project().value())
                .param(
                        "types",
                        filter.types().stream().map(TypePattern::toRegex).toArray(String[]::new))
                .param("channel", filter.channel())
                .param("tag", filter.tag());
    }

    /** Which of some events a filter chooses, whatever times it has. */
    Set<EventId> chosen(MessageFilter filter, Collection<EventId> events) {
        return new HashSet<>(
                chosen(
                                jdbc.sql(
                                        "select e.id from serai.event e"
                                                + CHOICE
                                                + " and e.id = any(:ids)"),
                                filter)
                        .param("ids", events.stream().map(EventId::value).toArray(String[]::new))
                        .query((row, number) -> new EventId(row.getString("id")))
                        .list());
    }

    private static Message message(ResultSet row, int number) throws SQLException {
        Array tags = row.getArray("tags");
        return new Message(
                EventRow.entry(row, number),
                tags == null ? List.of() : List.of((String[]) tags.getArray()));
    }

    private static OffsetDateTime time(@Nullable Instant given, Instant otherwise) {
        return (given == null ? otherwise : given).atOffset(ZoneOffset.UTC);
    }
}
