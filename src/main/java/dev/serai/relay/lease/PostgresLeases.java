package dev.serai.relay.lease;

import dev.serai.relay.sink.RelayState;
import dev.serai.relay.sink.SinkName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The leases in PostgreSQL: who serves which group of which sink, by the database's clock alone.
 * Thread-safe.
 */
public final class PostgresLeases {

    /** Rows of hubs that have been gone for so long are deleted. */
    private static final Duration FORGET_HUBS_AFTER = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final String hub;
    private final Duration lasting;

    /**
     * Leases of one hub.
     *
     * @param hub names this hub among those that share the database
     * @param lasting how long a lease lasts unless it is renewed
     */
    public PostgresLeases(JdbcClient jdbc, String hub, Duration lasting) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.lasting = lasting;
    }

    /** This hub lives and serves the sink. Answers how many of its groups are this hub's share. */
    public int share(SinkName sink) {
        jdbc.sql(
                        """
                        insert into serai.hub as h (sink, id, expires_at)
                        values (:sink, :hub, clock_timestamp() + :millis * interval '1 ms')
                        on conflict (sink, id) do update set expires_at = excluded.expires_at
                        """)
                .param("sink", sink.value())
                .param("hub", hub)
                .param("millis", lasting.toMillis())
                .update();
        List<String> hubs =
                jdbc.sql(
                                """
                        select id from serai.hub
                        where sink = :sink and expires_at > clock_timestamp() order by id
                        """)
                        .param("sink", sink.value())
                        .query(String.class)
                        .list();
        return Division.share(hubs, hub, sink);
    }

    /** This hub serves the sink no more. */
    public void leave(SinkName sink) {
        jdbc.sql(
                        """
                        delete from serai.hub
                        where (sink = :sink and id = :hub)
                           or expires_at < clock_timestamp() - :millis * interval '1 ms'
                        """)
                .param("sink", sink.value())
                .param("hub", hub)
                .param("millis", FORGET_HUBS_AFTER.toMillis())
                .update();
    }

    /** Whether any hub serves the sink. */
    public boolean isServed(SinkName sink) {
        return jdbc.sql(
                        """
                        select exists (select 1 from serai.hub
                            where sink = :sink and expires_at > clock_timestamp())
                        """)
                .param("sink", sink.value())
                .query(Boolean.class)
                .single();
    }

    /** Renews what this hub holds. Answers which groups it still has. */
    public Set<Integer> renew(SinkName sink, Collection<LeasedGroup> held) {
        if (held.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.sql(
                                """
                                update serai.lease l
                                set expires_at = clock_timestamp() + :millis * interval '1 ms'
                                from unnest(:groups::smallint[], :epochs::bigint[])
                                    h(shard_group, epoch)
                                where l.sink = :sink and l.owner = :hub
                                  and l.shard_group = h.shard_group and l.epoch = h.epoch
                                returning l.shard_group
                                """)
                        .param("sink", sink.value())
                        .param("hub", hub)
                        .param("millis", lasting.toMillis())
                        .param("groups", numbers(held))
                        .param("epochs", held.stream().map(LeasedGroup::epoch).toArray(Long[]::new))
                        .query(Integer.class)
                        .list());
    }

    /** The groups that are another hub's. */
    public Set<Integer> others(SinkName sink) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                select shard_group from serai.lease
                                where sink = :sink and owner <> :hub
                                  and expires_at > clock_timestamp()
                                """)
                        .param("sink", sink.value())
                        .param("hub", hub)
                        .query(Integer.class)
                        .list());
    }

    /**
     * Takes a group unless another hub has it.
     *
     * @param again also when the lease runs in this hub's own name: it was its predecessor's, which
     *     was killed
     */
    public Optional<LeasedGroup> take(SinkName sink, ShardGroup group, boolean again) {
        return jdbc.sql(
                        """
                        insert into serai.lease as l
                            (sink, shard_group, owner, epoch, expires_at, state)
                        values (:sink, :group, :hub,
                            1 + (select coalesce(max(c.epoch), 0) from serai.cursor c
                                 where c.sink = :sink),
                            clock_timestamp() + :millis * interval '1 ms', :state)
                        on conflict (sink, shard_group) do update
                        set owner = excluded.owner, epoch = greatest(l.epoch + 1, excluded.epoch),
                            expires_at = excluded.expires_at, state = excluded.state,
                            since = clock_timestamp(), detail = null
                        where l.expires_at <= clock_timestamp()
                           or (:again and l.owner = excluded.owner)
                        returning l.epoch
                        """)
                .param("sink", sink.value())
                .param("group", group.number())
                .param("hub", hub)
                .param("millis", lasting.toMillis())
                .param("state", RelayState.RUNNING.wire())
                .param("again", again)
                .query(Long.class)
                .optional()
                .map(epoch -> new LeasedGroup(sink, group, epoch));
    }

    /** Gives a group up, so that another hub may take it at once. */
    public void release(LeasedGroup group) {
        jdbc.sql(
                        """
                        update serai.lease set owner = null, expires_at = clock_timestamp()
                        where sink = :sink and shard_group = :group and epoch = :epoch
                          and owner = :hub
                        """)
                .params(key(group))
                .param("hub", hub)
                .update();
    }

    /** Tells every hub how a group of this one's is doing. */
    public void report(LeasedGroup group, RelayState state, @Nullable String detail) {
        jdbc.sql(
                        """
                        update serai.lease
                        set state = :state, detail = :detail, since = clock_timestamp()
                        where sink = :sink and shard_group = :group and epoch = :epoch
                        """)
                .params(key(group))
                .param("state", state.wire())
                .param("detail", detail)
                .update();
    }

    private static Map<String, Object> key(LeasedGroup group) {
        return Map.of(
                "sink",
                group.sink().value(),
                "group",
                group.group().number(),
                "epoch",
                group.epoch());
    }

    private static Integer[] numbers(Collection<LeasedGroup> groups) {
        return groups.stream().map(g -> g.group().number()).toArray(Integer[]::new);
    }
}
