package dev.serai.parked;

import dev.serai.event.EventId;
import dev.serai.tenant.TenantId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parked events in PostgreSQL's table {@code serai.parked}. */
public final class PostgresParkedEvents implements ParkedEvents {

    private static final String SELECT =
            """
            select id, tenant, project, sink, endpoint, event_id, shard, pos, type, reason, detail,
                   attempts, parked_at, replay_requested_at
            from serai.parked
            """;
    private static final String CHOSEN =
            """
            where tenant = :tenant
              and (:project::text is null or project = :project)
              and (:sink::text is null or sink = :sink)
              and (:endpoint::text is null or endpoint = :endpoint)
              and (:reason::text is null or reason = :reason)
              and (:type::text is null or type ~ :type)
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public PostgresParkedEvents(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void park(Collection<ParkedEvent> events) {
        if (!events.isEmpty()) {
            insert(sortedWithoutCopies(events));
        }
    }

    private void insert(Collection<ParkedEvent> events) {
        ParkedColumns columns = new ParkedColumns(events);
        jdbc.sql(
                        """
                        insert into serai.parked (id, tenant, project, sink, endpoint, event_id,
                            shard, pos, type, reason, detail, attempts, parked_at)
                        select * from unnest(:id::text[], :tenant::text[], :project::text[],
                            :sink::text[], :endpoint::text[], :event::text[], :shard::smallint[],
                            :pos::bigint[], :type::text[], :reason::text[], :detail::text[],
                            :attempts::int[], :parkedAt::timestamptz[])
                        on conflict (event_id, sink, endpoint) do update set
                            shard = excluded.shard, pos = excluded.pos, type = excluded.type,
                            reason = excluded.reason, detail = excluded.detail,
                            attempts = excluded.attempts, parked_at = excluded.parked_at,
                            replay_requested_at = null
                        """)
                .params(columns.arrays())
                .update();
    }

    /** Sorted, so that two batches with the same events wait for each other and do not deadlock. */
    private static Collection<ParkedEvent> sortedWithoutCopies(Collection<ParkedEvent> events) {
        Map<String, ParkedEvent> sorted = new TreeMap<>();
        for (ParkedEvent event : events) {
            sorted.put(
                    event.event() + "\0" + event.sink() + "\0" + ParkedColumns.endpoint(event),
                    event);
        }
        return sorted.values();
    }

    @Override
    public Optional<ParkedEvent> find(TenantId tenant, String id) {
        return jdbc.sql(SELECT + "where tenant = :tenant and id = :id")
                .param("tenant", tenant.value())
                .param("id", id)
                .query(ParkedColumns::read)
                .optional();
    }

    @Override
    public List<ParkedEvent> findByEvent(TenantId tenant, EventId event) {
        return jdbc.sql(
                        SELECT
                                + "where tenant = :tenant and event_id = :event"
                                + " order by sink, endpoint")
                .param("tenant", tenant.value())
                .param("event", event.value())
                .query(ParkedColumns::read)
                .list();
    }

    @Override
    public List<ParkedEvent> older(ParkedFilter filter, @Nullable String than, int limit) {
        String bound = than == null ? "" : " and id < :than";
        return chosen(filter, bound + " order by id desc limit :limit", than, limit);
    }

    @Override
    public List<ParkedEvent> newer(ParkedFilter filter, String than, int limit) {
        return chosen(filter, " and id > :than order by id limit :limit", than, limit);
    }

    private List<ParkedEvent> chosen(
            ParkedFilter filter, String rest, @Nullable String than, int limit) {
        return jdbc.sql(SELECT + CHOSEN + rest)
                .param("tenant", filter.tenant().value())
                .param("project", filter.project() == null ? null : filter.project().value())
                .param("sink", filter.sink())
                .param("endpoint", filter.endpoint())
                .param("reason", filter.reason() == null ? null : filter.reason().wire())
                .param("type", filter.type() == null ? null : filter.type().toRegex())
                .param("than", than)
                .param("limit", limit)
                .query(ParkedColumns::read)
                .list();
    }

    @Override
    public List<ParkedCount> counts() {
        return jdbc.sql(
                        """
                        select sink, reason, count(*) from serai.parked
                        group by sink, reason order by sink, reason
                        """)
                .query(
                        (row, number) ->
                                new ParkedCount(
                                        row.getString(1),
                                        ParkedEvent.Reason.of(row.getString(2)),
                                        row.getLong(3)))
                .list();
    }

    @Override
    public void remove(Collection<String> ids) {
        jdbc.sql("delete from serai.parked where id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    @Override
    public void requestReplay(String id) {
        jdbc.sql("update serai.parked set replay_requested_at = :now where id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    @Override
    public List<ParkedEvent> replayRequested(String sink, Collection<Integer> shards, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                where sink = :sink and shard = any(:shards)
                                  and replay_requested_at is not null
                                order by replay_requested_at, id limit :limit
                                """)
                .param("sink", sink)
                .param("shards", shards.toArray(Integer[]::new))
                .param("limit", limit)
                .query(ParkedColumns::read)
                .list();
    }
}
