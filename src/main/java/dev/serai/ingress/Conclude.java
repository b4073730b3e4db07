package dev.serai.ingress;

import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.ingress.Webhook.Stage;
import dev.serai.ingress.answer.Answer;
import dev.serai.ingress.answer.IngressListener;
import dev.serai.ingress.answer.Receipt;
import dev.serai.ingress.answer.Receipts;
import dev.serai.ingress.answer.Refusal;
import dev.serai.ingress.answer.RefusalReason;
import dev.serai.ingress.mapped.PostgresUnmapped;
import dev.serai.ingress.record.Duplicates;
import dev.serai.ingress.record.Rejections;
import dev.serai.ingress.source.RateLimit;
import dev.serai.ingress.source.Source;
import dev.serai.outbox.OutboxUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Settles what became of a webhook when its route has ended: answered as accepted, kept raw and
 * parked, refused, or told to come again. Thread-safe.
 */
final class Conclude {

    private static final Logger LOG = LoggerFactory.getLogger(Conclude.class);
    private static final int LOG_LINES_PER_SECOND_MAX = 5;
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final PostgresUnmapped unmapped;
    private final Rejections rejections;
    private final Duplicates copies;
    private final Ksuid ksuid;
    private final IngressListener listener;

    /** What happens to every webhook must not flood the log. */
    private final RateLimit logLines =
            RateLimit.perSecond(LOG_LINES_PER_SECOND_MAX, System::nanoTime);

    Conclude(
            PostgresUnmapped unmapped,
            Rejections rejections,
            Duplicates copies,
            Ksuid ksuid,
            IngressListener listener) {
        this.unmapped = unmapped;
        this.rejections = rejections;
        this.copies = copies;
        this.ksuid = ksuid;
        this.listener = listener;
    }

    /**
     * Settles what a webhook is answered when its route has ended. Never throws.
     *
     * @param failure what the route failed with, or null
     */
    Answer conclude(Webhook webhook, @Nullable Throwable failure) {
        return switch (webhook.stage()) {
            case Stage.Accepted accepted -> accepted(webhook, accepted, failure);
            case Stage.Replied replied -> {
                listener.handshake(webhook.source());
                yield new Answer.Replied(replied.reply());
            }
            case Stage.Refused refused -> refuse(webhook, refused.refusal(), refused.source());
            case Stage.Authentic authentic -> unappended(webhook, authentic, failure);
            case Stage.AuthenticAgain again -> unverified(webhook, failure);
            case Stage.Again again -> unverified(webhook, failure);
            case Stage.Vouched vouched -> unverified(webhook, failure);
            case Stage.Received received ->
                    outage(failure) ? away(webhook, failure) : unverified(webhook, failure);
        };
    }

    /** Refuses a request that has not come to a source's route, or not through it. */
    Answer refuse(Webhook webhook, Refusal refusal) {
        return refuse(webhook, refusal, null);
    }

    private Answer refuse(Webhook webhook, Refusal refusal, @Nullable Source source) {
        listener.refused(webhook.source(), refusal.reason());
        rejections.record(webhook.arrival(), refusal, source);
        return new Answer.Refused(refusal);
    }

    private Answer accepted(Webhook webhook, Stage.Accepted stage, @Nullable Throwable failure) {
        Receipts receipts = stage.receipts();
        if (failure != null) {
            warn(
                    "was appended before its route failed; the event stands",
                    webhook,
                    Why.line(failure));
        }
        int events = receipts.all().size();
        int duplicates = receipts.duplicates();
        if (events == 0) {
            listener.empty(webhook.source(), webhook.took());
        } else {
            listener.accepted(webhook.source(), events - duplicates, duplicates, webhook.took());
        }
        if (duplicates > 0) {
            copies.record(webhook.arrival(), stage.owner(), receipts);
        }
        return new Answer.Accepted(receipts, webhook.reply(), null);
    }

    private Answer unappended(
            Webhook webhook, Stage.Authentic authentic, @Nullable Throwable failure) {
        if (outage(failure)) {
            return away(webhook, failure);
        }
        // Its provider still has it. Kept, it could become an event that is not known again.
        return authentic.mustBeOnce()
                ? refuse(webhook, unmappable(failure), authentic.source())
                : keep(webhook, authentic, failure);
    }

    private static Refusal unmappable(@Nullable Throwable failure) {
        return Refusal.of(
                RefusalReason.SOURCE_BROKEN, "It cannot be mapped: " + Why.detail(failure));
    }

    private Answer keep(Webhook webhook, Stage.Authentic authentic, @Nullable Throwable failure) {
        String fault = Why.detail(failure);
        try {
            Receipt receipt =
                    unmapped.keep(
                            EventId.next(ksuid),
                            webhook.arrival(),
                            authentic.source().owner(),
                            authentic.keys(),
                            fault);
            if (receipt.duplicate()) {
                listener.accepted(webhook.source(), 0, 1, webhook.took());
                copies.record(webhook.arrival(), authentic.source().owner(), Receipts.of(receipt));
            } else {
                warn(
                        "cannot be mapped; it is kept raw and parked as " + receipt.id(),
                        webhook,
                        Why.line(failure));
                listener.unmapped(webhook.source());
            }
            return new Answer.Accepted(
                    Receipts.of(receipt), webhook.reply(), receipt.duplicate() ? null : fault);
        } catch (DataAccessException | TransactionException e) {
            return away(webhook, e);
        }
    }

    private Answer away(Webhook webhook, @Nullable Throwable failure) {
        warn("is not stored; its sender is told to come again", webhook, Why.line(failure));
        Refusal refusal =
                Refusal.forNow(
                        RefusalReason.LOG_UNAVAILABLE,
                        "The webhook could not be stored; come again.",
                        COME_AGAIN);
        // No record of it: it would go to the same database.
        listener.refused(webhook.source(), refusal.reason());
        return new Answer.Refused(refusal);
    }

    private Answer unverified(Webhook webhook, @Nullable Throwable failure) {
        String fault = failure == null ? "the route has no ingress:verify" : Why.line(failure);
        warn("was not verified by its route, so it is refused", webhook, fault);
        return refuse(
                webhook,
                Refusal.of(
                        RefusalReason.SOURCE_BROKEN,
                        "This source cannot take webhooks until its route is mended."));
    }

    private void warn(String what, Webhook webhook, String why) {
        if (logLines.take().isZero()) {
            LOG.warn("A webhook of source {} {}: {}", webhook.source(), what, why);
        }
    }

    /** Whether a route failed only because the database is away. */
    static boolean outage(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutboxUnavailable) {
                return true;
            }
        }
        return false;
    }
}
