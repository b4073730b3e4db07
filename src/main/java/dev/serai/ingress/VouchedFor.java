package dev.serai.ingress;

import dev.serai.ingress.Webhook.Stage;
import dev.serai.ingress.answer.Answer;
import dev.serai.ingress.answer.Receipt;
import dev.serai.ingress.answer.Receipts;
import dev.serai.ingress.answer.Refusal;
import dev.serai.ingress.answer.RefusalReason;
import dev.serai.ingress.record.RefusedRequest;
import dev.serai.ingress.source.Source;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request that an operator answers for through its source's route as if it had been
 * verified. From there on it is a webhook like any other: known again if it has come before, kept
 * raw and parked if it cannot be mapped.
 */
public final class VouchedFor {

    private final SourceRoutes routes;
    private final Conclude conclude;

    VouchedFor(SourceRoutes routes, Conclude conclude) {
        this.routes = routes;
        this.conclude = conclude;
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** It is in the log, or parked. */
        record Accepted(Receipts receipts, boolean isParked) implements Outcome {

            /** In a word. */
            String word() {
                List<Receipt> all = receipts.all();
                if (isParked) {
                    return "parked";
                }
                return all.isEmpty()
                        ? "empty"
                        : receipts.duplicates() == all.size() ? "duplicate" : "accepted";
            }
        }

        /** It is not. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * Sends it.
     *
     * @throws SourceRoutes.NotRunning if its source does not run
     */
    Outcome send(RefusedRequest refused) {
        return send(
                Webhook.vouchedFor(
                        refused.source(),
                        refused.request(),
                        refused.at(),
                        new Stage.Vouched(
                                refused.tenant(),
                                DedupeKey.of(refused.tenant() + "/accepted", refused.id()),
                                false)));
    }

    /**
     * Sends a request that somebody has fetched from the provider.
     *
     * @param id the provider's, which makes it the same request if nothing else does
     * @param mustBeOnce whether it was made of what the provider lists, so that nothing but the
     *     mapping's {@code once} makes it the same as the provider's own webhook; it is refused if
     *     the mapping does not say so
     * @throws SourceRoutes.NotRunning if its source does not run
     */
    public Outcome send(
            Source source, RawRequest request, Instant at, String id, boolean mustBeOnce) {
        TenantId tenant = source.owner().tenant();
        return send(
                Webhook.vouchedFor(
                        source.name(),
                        request,
                        at,
                        new Stage.Vouched(
                                tenant,
                                DedupeKey.of(tenant + "/" + source.name() + "/fetched", id),
                                mustBeOnce)));
    }

    private Outcome send(Webhook webhook) {
        @Nullable Throwable failure = routes.run(webhook);
        Answer answer = conclude.conclude(webhook, failure);
        return switch (answer) {
            case Answer.Accepted accepted ->
                    new Outcome.Accepted(accepted.receipts(), accepted.fault() != null);
            case Answer.Refused no -> new Outcome.Refused(no.refusal());
            case Answer.Replied reply ->
                    new Outcome.Refused(
                            Refusal.of(
                                    RefusalReason.UNREADABLE,
                                    "It is a handshake, of which nothing is kept."));
        };
    }
}
