package dev.serai.ingress;

import dev.serai.ingress.UnmappedWebhooks.Unmapped;
import dev.serai.ingress.Webhook.Stage;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.Replayer;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a webhook that could not be mapped through its source's route again, as it came, and makes
 * it the event that its sender was promised.
 */
final class ReplayUnmapped implements Replayer {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayUnmapped.class);

    private final PostgresUnmapped unmapped;
    private final SourceRoutes routes;

    ReplayUnmapped(PostgresUnmapped unmapped, SourceRoutes routes) {
        this.unmapped = unmapped;
        this.routes = routes;
    }

    @Override
    public boolean replays(ParkedEvent event) {
        return event.sink().equals(ParkedEvent.INGRESS);
    }

    @Override
    public void replay(ParkedEvent event) {
        Unmapped kept =
                unmapped.find(event.owner().tenant(), event.event())
                        .orElseThrow(
                                () ->
                                        problem(
                                                404,
                                                "unmapped_gone",
                                                "The webhook is gone",
                                                "The webhook as it came is not kept any more."));
        if (!unmapped.beginReplay(kept.id())) {
            throw problem(
                    409, "replay_underway", "It is under way", "The replay has begun already.");
        }
        try {
            PostgresUnmapped.Found found = unmapped.findInLog(kept.id());
            if (found != PostgresUnmapped.Found.ALONE) {
                append(event, kept, found == PostgresUnmapped.Found.WITH_OTHERS);
            }
            unmapped.settle(event);
        } finally {
            unmapped.endReplay(kept.id());
        }
        LOG.info("Replayed {} of source {}", kept.id(), kept.source());
    }

    private void append(ParkedEvent event, Unmapped kept, boolean isInLog) {
        Webhook webhook =
                Webhook.again(
                        kept.source(),
                        kept.request(),
                        kept.receivedAt(),
                        new Webhook.Promise(kept.id(), kept.owner(), isInLog));
        Throwable failure = run(webhook);
        if (!(webhook.stage() instanceof Stage.Accepted)) {
            throw refused(event, webhook, failure);
        }
    }

    private @Nullable Throwable run(Webhook webhook) {
        try {
            return routes.run(webhook);
        } catch (SourceRoutes.NotRunning e) {
            throw problem(
                    409, "source_unavailable", "The source does not run", e.getMessage() + ".");
        }
    }

    private ProblemException refused(
            ParkedEvent event, Webhook webhook, @Nullable Throwable failure) {
        if (Conclude.outage(failure)) {
            return new ProblemException(
                    Problem.of(
                            503,
                            "log_unavailable",
                            "The database is away",
                            "The event could not be stored; try again."),
                    Map.of("Retry-After", "5"));
        }
        String detail = Why.detail(failure);
        unmapped.parkAgain(event, webhook, detail);
        return problem(409, "still_unmappable", "The webhook still cannot be mapped", detail);
    }

    private static ProblemException problem(int status, String code, String title, String detail) {
        return new ProblemException(Problem.of(status, code, title, detail));
    }
}
