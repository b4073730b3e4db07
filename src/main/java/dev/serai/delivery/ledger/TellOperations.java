package dev.serai.delivery.ledger;

import dev.serai.delivery.attempt.Attempt;
import dev.serai.parked.ParkedEvent;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells of deliveries that fail, are given up or work again, as events of the tenant's project
 * {@code operations}, within the transaction that records them. Of these there may be as many as
 * there are deliveries, so they are made only for whoever wants them.
 */
public final class TellOperations {

    /** So many attempts must have failed before it is told. */
    static final int FAILED_ATTEMPTS = 4;

    /** The project that the events belong to. */
    public static final ProjectId PROJECT = new ProjectId("operations");

    private static final String TELL =
            """
            select serai.tell_operations(t.type, t.tenant, t.project, t.endpoint, t.uid,
                jsonb_strip_nulls(jsonb_build_object('msgId', t.event, 'msgEventId', t.origin,
                    'lastAttempt', case when t.attempt is not null then jsonb_build_object(
                        'id', t.attempt, 'responseStatusCode', t.status, 'timestamp', t.at) end)))
            from unnest(:types::text[], :tenants::text[], :projects::text[], :endpoints::text[],
                :uids::text[], :events::text[], :origins::text[], :attempts::text[],
                :statuses::int[], :times::text[]) with ordinality
                t(type, tenant, project, endpoint, uid, event, origin, attempt, status, at, number)
            order by number
            """;

    private final JdbcClient jdbc;
    private final Endpoints endpoints;

    public TellOperations(JdbcClient jdbc, Endpoints endpoints) {
        this.jdbc = jdbc;
        this.endpoints = endpoints;
    }

    /** What becomes of deliveries. */
    void settled(List<LedgerEntry> entries) {
        List<Notice> notices = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            String type = type(entry);
            if (type != null && isWanted(entry.task().delivery().event().owner(), type)) {
                notices.add(Notice.of(type, entry));
            }
        }
        tell(notices);
    }

    /** Deliveries that were given up without a last attempt. */
    public void exhausted(List<ParkedEvent> parked) {
        List<Notice> notices = new ArrayList<>();
        for (ParkedEvent event : parked) {
            if (event.reason() == ParkedEvent.Reason.EXHAUSTED
                    && isWanted(event.owner(), "message.attempt.exhausted")) {
                notices.add(Notice.of(event));
            }
        }
        tell(notices);
    }

    private static @Nullable String type(LedgerEntry entry) {
        int failed = entry.task().attempts();
        return switch (entry) {
            case LedgerEntry.Over over ->
                    failed >= FAILED_ATTEMPTS ? "message.attempt.recovered" : null;
            case LedgerEntry.Later later ->
                    later.attempt() != null && later.attempts() == FAILED_ATTEMPTS
                            ? "message.attempt.failing"
                            : null;
            case LedgerEntry.GivenUp givenUp ->
                    givenUp.parked().reason() == ParkedEvent.Reason.EXHAUSTED
                            ? "message.attempt.exhausted"
                            : null;
            case LedgerEntry.Underway underway -> null;
            case LedgerEntry.Held held -> null;
        };
    }

    private boolean isWanted(Owner owner, String type) {
        return !owner.project().equals(PROJECT)
                && endpoints.isWanted(new Owner(owner.tenant(), PROJECT), type);
    }

    private void tell(List<Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        jdbc.sql(TELL)
                .param("types", texts(notices, Notice::type))
                .param("tenants", texts(notices, n -> n.owner().tenant().value()))
                .param("projects", texts(notices, n -> n.owner().project().value()))
                .param("endpoints", texts(notices, Notice::endpoint))
                .param("uids", texts(notices, Notice::uid))
                .param("events", texts(notices, Notice::event))
                .param("origins", texts(notices, Notice::origin))
                .param("attempts", texts(notices, n -> n.last() == null ? null : n.last().id()))
                .param(
                        "statuses",
                        notices.stream()
                                .map(n -> n.last() == null ? null : n.last().status())
                                .toArray(Integer[]::new))
                .param(
                        "times",
                        texts(notices, n -> n.last() == null ? null : n.last().at().toString()))
                .query(String.class)
                .list();
    }

    private static String[] texts(List<Notice> notices, Function<Notice, @Nullable String> part) {
        return notices.stream().map(part).toArray(String[]::new);
    }

    /**
     * What is to be told.
     *
     * @param uid the endpoint's
     * @param origin the event's id at whoever sent it
     * @param last the last attempt
     */
    private record Notice(
            String type,
            Owner owner,
            String endpoint,
            @Nullable String uid,
            String event,
            @Nullable String origin,
            @Nullable Attempt last) {

        static Notice of(String type, LedgerEntry entry) {
            var delivery = entry.task().delivery();
            return new Notice(
                    type,
                    delivery.event().owner(),
                    delivery.endpoint().id(),
                    delivery.endpoint().settings().uid(),
                    delivery.event().id().value(),
                    delivery.event().originId(),
                    entry.attempt());
        }

        static Notice of(ParkedEvent event) {
            return new Notice(
                    "message.attempt.exhausted",
                    event.owner(),
                    String.valueOf(event.endpoint()),
                    null,
                    event.event().value(),
                    null,
                    null);
        }
    }
}
