package dev.serai.delivery.replay;

import dev.serai.delivery.dispatch.DispatchSignal;
import dev.serai.delivery.settle.SettleAttempt;
import dev.serai.event.Event;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sends parked deliveries again: from the first attempt of the schedule, as a person's wish. */
public final class ReplayDeliveries implements Replayer {

    private static final String INSERT =
            """
            insert into serai.delivery (event_id, endpoint_id, tenant, project, shard, pos,
                appended_at, type, priority, attempts, manual, begun_at, due_at)
            select id, :endpoint, tenant, project, shard, pos, appended_at, type, priority, 0,
                true, now(), now()
            from serai.event
            where id = :event and data_content_type <> :expunged
            on conflict (event_id, endpoint_id) do update set manual = true
            """;

    private final TransactionOperations transactions;
    private final JdbcClient jdbc;
    private final ParkedEvents parked;
    private final Endpoints endpoints;
    private final DispatchSignal signal;

    public ReplayDeliveries(
            TransactionOperations transactions,
            JdbcClient jdbc,
            ParkedEvents parked,
            Endpoints endpoints,
            DispatchSignal signal) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.parked = parked;
        this.endpoints = endpoints;
        this.signal = signal;
    }

    @Override
    public boolean replays(ParkedEvent event) {
        return event.sink().equals(SettleAttempt.SINK) && event.endpoint() != null;
    }

    @Override
    public void replay(ParkedEvent event) {
        refuseWithoutEndpoint(event);
        transactions.executeWithoutResult(
                status -> {
                    int inserted =
                            jdbc.sql(INSERT)
                                    .param("endpoint", event.endpoint())
                                    .param("event", event.event().value())
                                    .param("expunged", Event.EXPUNGED)
                                    .update();
                    if (inserted == 0) {
                        throw problem(
                                410,
                                "event_gone",
                                "The event is gone",
                                "The log does not keep this event or its data any more.");
                    }
                    parked.remove(List.of(event.id()));
                });
        signal.raise();
    }

    private void refuseWithoutEndpoint(ParkedEvent event) {
        endpoints.refresh();
        Endpoint endpoint =
                endpoints
                        .find(String.valueOf(event.endpoint()))
                        .orElseThrow(
                                () ->
                                        problem(
                                                409,
                                                "endpoint_gone",
                                                "The endpoint is gone",
                                                "The endpoint was deleted; nothing can be sent to"
                                                        + " it any more."));
        if (endpoint.settings().disabled()) {
            throw problem(
                    409,
                    "endpoint_disabled",
                    "The endpoint is disabled",
                    "Enable the endpoint first, then replay.");
        }
    }

    private static ProblemException problem(int status, String code, String title, String detail) {
        return new ProblemException(Problem.of(status, code, title, detail));
    }
}
