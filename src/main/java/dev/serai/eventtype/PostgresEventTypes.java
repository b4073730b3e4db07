package dev.serai.eventtype;

import dev.serai.tenant.TenantId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The kinds of events in PostgreSQL's table {@code serai.event_type}. */
final class PostgresEventTypes implements EventTypes {

    private static final String COLUMNS =
            """
            tenant, name, description, schemas, feature_flags, group_name, archived, deprecated,
            retry_schedule_s, created_at, updated_at
            """;

    private static final String INSERT =
            """
            insert into serai.event_type as t (tenant, name, description, schemas, feature_flags,
                group_name, archived, deprecated, retry_schedule_s, created_at, updated_at)
            values (:tenant, :name, :description, :schemas::json, :flags, :group, :archived,
                :deprecated, :schedule, :created, :updated)
            on conflict (tenant, name) do
            """;

    private static final String REPLACE =
            """
            update set description = excluded.description, schemas = excluded.schemas,
                feature_flags = excluded.feature_flags, group_name = excluded.group_name,
                archived = excluded.archived, deprecated = excluded.deprecated,
                retry_schedule_s = excluded.retry_schedule_s, updated_at = excluded.updated_at
            """;

    private final JdbcClient jdbc;

    PostgresEventTypes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<EventType> find(TenantId tenant, String name) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + "from serai.event_type where tenant = :tenant and name = :name")
                .param("tenant", tenant.value())
                .param("name", name)
                .query(PostgresEventTypes::type)
                .optional();
    }

    @Override
    public List<EventType> list(
            EventTypeFilter filter, @Nullable String after, boolean descending, int limit) {
        List<String> flags = filter.featureFlags();
        return jdbc.sql(
                        """
                        select %s from serai.event_type
                        where tenant = :tenant and (:archived or not archived)
                          and (:flags::text[] is null or feature_flags = '{}'
                               or feature_flags && :flags::text[])
                          and (:after::text is null or name %s :after)
                        order by name %s limit :limit
                        """
                                .formatted(
                                        COLUMNS, descending ? "<" : ">", descending ? "desc" : ""))
                .param("tenant", filter.tenant().value())
                .param("archived", filter.archived())
                .param("flags", flags == null ? null : flags.toArray(String[]::new))
                .param("after", after)
                .param("limit", limit)
                .query(PostgresEventTypes::type)
                .list();
    }

    @Override
    public boolean create(EventType type) {
        return statement(INSERT + REPLACE + "where t.archived", type).update() == 1;
    }

    @Override
    public boolean put(EventType type) {
        return statement(INSERT + REPLACE + "returning xmax = 0", type)
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean remove(TenantId tenant, String name) {
        return jdbc.sql("delete from serai.event_type where tenant = :tenant and name = :name")
                        .param("tenant", tenant.value())
                        .param("name", name)
                        .update()
                == 1;
    }

    /** The retry schedules of those that have one, by {@link #key}. */
    Map<String, List<Duration>> schedules() {
        Map<String, List<Duration>> schedules = new HashMap<>();
        jdbc.sql(
                        """
                        select tenant, name, retry_schedule_s from serai.event_type
                        where retry_schedule_s is not null
                        """)
                .query(
                        row -> {
                            List<Duration> schedule = schedule(row.getArray("retry_schedule_s"));
                            if (schedule != null) {
                                schedules.put(
                                        key(
                                                new TenantId(row.getString("tenant")),
                                                row.getString("name")),
                                        schedule);
                            }
                        });
        return schedules;
    }

    /** Names a kind of events among those of all tenants. */
    static String key(TenantId tenant, String name) {
        return tenant + "/" + name;
    }

    private JdbcClient.StatementSpec statement(String sql, EventType type) {
        Description description = type.description();
        List<Duration> schedule = description.retrySchedule();
        return jdbc.sql(sql)
                .param("tenant", type.tenant().value())
                .param("name", type.name())
                .param("description", description.text())
                .param("schemas", description.schemas())
                .param("flags", description.featureFlags().toArray(String[]::new))
                .param("group", description.group())
                .param("archived", description.archived())
                .param("deprecated", description.deprecated())
                .param(
                        "schedule",
                        schedule == null
                                ? null
                                : schedule.stream()
                                        .map(Duration::toSeconds)
                                        .map(Long::intValue)
                                        .toArray(Integer[]::new))
                .param("created", type.createdAt().atOffset(ZoneOffset.UTC))
                .param("updated", type.updatedAt().atOffset(ZoneOffset.UTC));
    }

    private static EventType type(ResultSet row, int number) throws SQLException {
        return new EventType(
                new TenantId(row.getString("tenant")),
                row.getString("name"),
                new Description(
                        row.getString("description"),
                        row.getString("schemas"),
                        List.of((String[]) row.getArray("feature_flags").getArray()),
                        row.getString("group_name"),
                        row.getBoolean("archived"),
                        row.getBoolean("deprecated"),
                        schedule(row.getArray("retry_schedule_s"))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable List<Duration> schedule(@Nullable Array seconds) throws SQLException {
        return seconds == null
                ? null
                : Stream.of((Integer[]) seconds.getArray()).map(Duration::ofSeconds).toList();
    }
}
