package dev.serai.ingress;

import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.DedupeKeys;
import dev.serai.outbox.RawRequest;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The unmapped webhooks in PostgreSQL's table {@code serai.unmapped}. The webhook, its claim on its
 * dedupe keys and its parking are one transaction.
 */
final class PostgresUnmapped implements UnmappedWebhooks {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final DedupeKeys dedupe;
    private final ParkedEvents parked;
    private final Ksuid ksuid;
    private final InstantSource clock;

    PostgresUnmapped(
            JdbcClient jdbc,
            TransactionOperations transaction,
            DedupeKeys dedupe,
            ParkedEvents parked,
            Ksuid ksuid,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dedupe = dedupe;
        this.parked = parked;
        this.ksuid = ksuid;
        this.clock = clock;
    }

    /**
     * Keeps a webhook and parks it, unless it is a copy of another.
     *
     * @param id the id that its event will have
     * @param keys what makes a later webhook a copy of it
     * @param detail why it could not be mapped
     * @return the id, or that of the original
     */
    Receipt keep(EventId id, Webhook webhook, Owner owner, List<DedupeKey> keys, String detail) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            Optional<EventId> original = dedupe.claim(id, keys);
                            if (original.isPresent()) {
                                return new Receipt(original.get(), true);
                            }
                            insert(id, webhook, owner);
                            parked.park(List.of(parked(id, webhook, owner, detail, 1)));
                            return new Receipt(id, false);
                        }));
    }

    private void insert(EventId id, Webhook webhook, Owner owner) {
        RawRequest raw = webhook.request();
        jdbc.sql(
                        """
                        insert into serai.unmapped (event_id, tenant, project, source, received_at,
                            raw_method, raw_path, raw_query, raw_headers, raw_body)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id.value())
                .param(owner.tenant().value())
                .param(owner.project().value())
                .param(webhook.source())
                .param(webhook.receivedAt().atOffset(ZoneOffset.UTC))
                .param(raw.method())
                .param(raw.path())
                .param(raw.query())
                .param(HeaderLines.write(raw.headers()))
                .param(raw.body())
                .update();
    }

    private ParkedEvent parked(
            EventId id, Webhook webhook, Owner owner, String detail, int attempts) {
        return new ParkedEvent(
                "park_" + ksuid.next(),
                owner,
                ParkedEvent.INGRESS,
                null,
                id,
                null,
                webhook.source(),
                ParkedEvent.Reason.UNMAPPABLE,
                detail,
                attempts,
                clock.instant());
    }

    /** Parks it again with what keeps it from being mapped now. */
    void parkAgain(ParkedEvent before, Webhook webhook, String detail) {
        parked.park(
                List.of(
                        parked(
                                before.event(),
                                webhook,
                                before.owner(),
                                detail,
                                before.attempts() + 1)));
    }

    @Override
    public Optional<Unmapped> find(TenantId tenant, EventId id) {
        return jdbc.sql(
                        """
                        select event_id, tenant, project, source, received_at, raw_method, raw_path,
                               raw_query, raw_headers, raw_body
                        from serai.unmapped where tenant = ? and event_id = ?
                        """)
                .param(tenant.value())
                .param(id.value())
                .query(PostgresUnmapped::read)
                .optional();
    }

    private static Unmapped read(ResultSet row, int number) throws SQLException {
        return new Unmapped(
                new EventId(row.getString("event_id")),
                new Owner(
                        new TenantId(row.getString("tenant")),
                        new ProjectId(row.getString("project"))),
                row.getString("source"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                new RawRequest(
                        row.getString("raw_method"),
                        row.getString("raw_path"),
                        row.getString("raw_query"),
                        HeaderLines.read(row.getString("raw_headers")),
                        row.getBytes("raw_body")));
    }

    /**
     * Begins to make a webhook an event; false while somebody else does, or has just begun to and
     * vanished.
     */
    boolean beginReplay(EventId id) {
        return jdbc.sql(
                                """
                                update serai.unmapped set replayed_at = now()
                                where event_id = :id and (replayed_at is null
                                    or replayed_at < now() - interval '1 minute')
                                """)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    void endReplay(EventId id) {
        jdbc.sql("update serai.unmapped set replayed_at = null where event_id = ?")
                .param(id.value())
                .update();
    }

    /** How a webhook is in the log that is kept as one that is not. */
    enum Found {
        NOT_YET,
        /** It has become an event, and whoever made it one vanished thereafter. */
        ALONE,
        /** The same, but it brought others, which may not be there. */
        WITH_OTHERS
    }

    Found findInLog(EventId id) {
        return jdbc.sql("select raw_id is null from serai.event where id = ?")
                .param(id.value())
                .query(Boolean.class)
                .optional()
                .map(alone -> alone ? Found.ALONE : Found.WITH_OTHERS)
                .orElse(Found.NOT_YET);
    }

    /** Forgets a webhook that has become an event, and that it was parked. */
    void settle(ParkedEvent event) {
        transaction.executeWithoutResult(
                status -> {
                    jdbc.sql("delete from serai.unmapped where event_id = ?")
                            .param(event.event().value())
                            .update();
                    parked.remove(List.of(event.id()));
                });
    }
}
