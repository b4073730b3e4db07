package dev.serai.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.ingress.EventFields.Data;
import dev.serai.ingress.Webhook.Stage;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.signing.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What happens to a webhook: verified, then appended, then answered. Once it is authentic it is
 * never lost: it is in the log, or kept raw and parked, or its sender is told to come again.
 * Thread-safe; {@link #append} and {@link #conclude} wait for the database.
 */
public final class Ingress {

    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);
    private static final int LOG_LINES_PER_SECOND_MAX = 5;
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final PostgresUnmapped unmapped;
    private final Rejections rejections;
    private final Ksuid ksuid;
    private final InstantSource clock;
    private final IngressListener listener;

    /** What happens to every webhook must not flood the log. */
    private final RateLimit logLines =
            RateLimit.perSecond(LOG_LINES_PER_SECOND_MAX, System::nanoTime);

    Ingress(
            Outbox outbox,
            PostgresUnmapped unmapped,
            Rejections rejections,
            Ksuid ksuid,
            InstantSource clock,
            IngressListener listener) {
        this.outbox = outbox;
        this.unmapped = unmapped;
        this.rejections = rejections;
        this.ksuid = ksuid;
        this.clock = clock;
        this.listener = listener;
    }

    /** Verifies a webhook; false when it is refused, and its route must go no further. */
    public boolean verify(Webhook webhook, Source source) {
        if (webhook.stage() instanceof Stage.Again again) {
            webhook.become(new Stage.AuthenticAgain(source, again.id(), again.owner()));
            return true;
        }
        Refusal refusal = refusal(webhook, source);
        webhook.become(
                refusal == null
                        ? new Stage.Authentic(source, source.keys(webhook.request()))
                        : new Stage.Refused(refusal));
        return refusal == null;
    }

    private @Nullable Refusal refusal(Webhook webhook, Source source) {
        Verdict verdict = source.proof().verify(webhook.request(), clock.instant()).verdict();
        return switch (verdict) {
            case MISSING ->
                    Refusal.of(
                            RefusalReason.SIGNATURE_MISSING,
                            "What this source looks for as its signature is missing or empty.");
            case WRONG ->
                    Refusal.of(
                            RefusalReason.SIGNATURE_INVALID,
                            "The signature was not made with this source's secret over these"
                                    + " bytes.");
            case STALE ->
                    Refusal.of(
                            RefusalReason.SIGNATURE_EXPIRED,
                            "The signed time is too far from now.");
            case AMBIGUOUS -> ambiguous();
            case AUTHENTIC ->
                    source.isAmbiguous(webhook.request()) ? ambiguous() : overRate(source);
        };
    }

    private static Refusal ambiguous() {
        return Refusal.of(
                RefusalReason.HEADER_AMBIGUOUS,
                "A header that this source relies on came more than once, with different values.");
    }

    /** Counted after the signature: a stranger cannot use up what the sender may send. */
    private static @Nullable Refusal overRate(Source source) {
        Duration wait = source.rate().take();
        return wait.isZero()
                ? null
                : Refusal.forNow(
                        RefusalReason.RATE_EXCEEDED,
                        "This source takes no more for the moment; come again.",
                        wait);
    }

    /**
     * Makes a verified webhook an event of the log; returns when it is durable.
     *
     * @param mapped what its mapping says of the event
     * @param data the event's payload, in most cases the request's body
     * @param dataContentType what the payload is when the mapping does not say; null for what the
     *     request says
     * @throws Unmappable if that is no event
     * @throws OutboxUnavailable if it is not known to be durable
     * @throws IllegalStateException if it is not verified, or was appended already
     */
    public void append(
            Webhook webhook, JsonNode mapped, byte[] data, @Nullable String dataContentType) {
        EventFields fields = EventFields.read(mapped);
        Data payload =
                new Data(data, dataContentType == null ? webhook.contentType() : dataContentType);
        if (!webhook.isKnownAsJson(data)) {
            fields.checkData(payload);
        }
        if (!webhook.beginAppend()) {
            throw new Misplaced("a webhook becomes one event, and this one does so");
        }
        try {
            Candidate candidate = candidate(webhook, fields, payload);
            Appended appended = Append.durably(outbox, candidate);
            webhook.become(new Stage.Accepted(Append.receipt(appended)));
        } finally {
            // After a failure the route may try again.
            webhook.endAppend();
        }
    }

    private Candidate candidate(Webhook webhook, EventFields fields, Data data) {
        return switch (webhook.stage()) {
            case Stage.Authentic authentic -> {
                Source source = authentic.source();
                Event event = fields.event(EventId.next(ksuid), source.owner(), webhook, data);
                yield new Candidate(
                        event, source.keys(authentic.keys(), fields.originId()), webhook.request());
            }
            case Stage.AuthenticAgain again ->
                    new Candidate(
                            fields.event(again.id(), again.owner(), webhook, data),
                            again.source().keysOfReplay(fields.originId()),
                            webhook.request());
            case Stage.Accepted accepted ->
                    throw new Misplaced(
                            "a webhook becomes one event, and this one is "
                                    + accepted.receipt().id()
                                    + " already");
            case Stage.Received received -> throw unverified();
            case Stage.Refused refused -> throw unverified();
            case Stage.Again again -> throw unverified();
        };
    }

    private static IllegalStateException unverified() {
        return new Misplaced("ingress:verify comes before ingress:append");
    }

    /**
     * Settles what a webhook is answered when its route has ended. Never throws.
     *
     * @param failure what the route failed with, or null
     */
    public Answer conclude(Webhook webhook, @Nullable Throwable failure) {
        return switch (webhook.stage()) {
            case Stage.Accepted accepted -> accepted(webhook, accepted.receipt(), failure);
            case Stage.Refused refused -> refuse(webhook, refused.refusal());
            case Stage.Authentic authentic ->
                    outage(failure) ? away(webhook, failure) : keep(webhook, authentic, failure);
            case Stage.AuthenticAgain again -> unverified(webhook, failure);
            case Stage.Again again -> unverified(webhook, failure);
            case Stage.Received received -> unverified(webhook, failure);
        };
    }

    /** Refuses a request that has not come to a source's route, or not through it. */
    public Answer refuse(Webhook webhook, Refusal refusal) {
        listener.refused(webhook.source(), refusal.reason());
        rejections.record(webhook, refusal);
        return new Answer.Refused(refusal);
    }

    private Answer accepted(Webhook webhook, Receipt receipt, @Nullable Throwable failure) {
        if (failure != null) {
            warn(
                    "was appended before its route failed; the event stands",
                    webhook,
                    Why.line(failure));
        }
        if (receipt.duplicate()) {
            listener.duplicate(webhook.source(), webhook.took());
        } else {
            listener.accepted(webhook.source(), webhook.took());
        }
        return new Answer.Accepted(receipt);
    }

    private Answer keep(Webhook webhook, Stage.Authentic authentic, @Nullable Throwable failure) {
        try {
            Receipt receipt =
                    unmapped.keep(
                            EventId.next(ksuid),
                            webhook,
                            authentic.source().owner(),
                            authentic.keys(),
                            Why.detail(failure));
            if (receipt.duplicate()) {
                listener.duplicate(webhook.source(), webhook.took());
            } else {
                warn(
                        "cannot be mapped; it is kept raw and parked as " + receipt.id(),
                        webhook,
                        Why.line(failure));
                listener.unmapped(webhook.source());
            }
            return new Answer.Accepted(receipt);
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
