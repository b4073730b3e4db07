package dev.serai.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.ingress.Webhook.Stage;
import dev.serai.ingress.answer.Answer;
import dev.serai.ingress.answer.Refusal;
import dev.serai.ingress.answer.RefusalReason;
import dev.serai.ingress.answer.Reply;
import dev.serai.ingress.mapped.EventFields;
import dev.serai.ingress.mapped.EventFields.Data;
import dev.serai.ingress.mapped.MappedEvents;
import dev.serai.ingress.source.LearnedSecrets;
import dev.serai.ingress.source.Source;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.OutboxUnavailable;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a webhook: verified, then appended, then answered. Once it is authentic it is
 * never lost: it is in the log, or kept raw and parked, or its sender is told to come again.
 * Thread-safe; {@link #append} and {@link #conclude} wait for the database.
 */
public final class Ingress {

    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration KEY_AGAIN = Duration.ofSeconds(30);

    private final AppendMapped append;
    private final MappedEvents items;
    private final Conclude conclude;
    private final LearnedSecrets learned;
    private final IngressLimits limits;
    private final InstantSource clock;

    Ingress(
            AppendMapped append,
            Conclude conclude,
            LearnedSecrets learned,
            IngressLimits limits,
            InstantSource clock) {
        this.learned = learned;
        this.append = append;
        this.items = new MappedEvents(limits.bodyBytesMax());
        this.limits = limits;
        this.conclude = conclude;
        this.clock = clock;
    }

    /** Verifies a webhook; false when it is refused, and its route must go no further. */
    public boolean verify(Webhook webhook, Source source) {
        if (webhook.stage() instanceof Stage.Again again) {
            webhook.become(new Stage.AuthenticAgain(source, again.promise()));
            return true;
        }
        if (webhook.stage() instanceof Stage.Vouched vouched) {
            return letIn(webhook, source, vouched);
        }
        Refusal refusal = refusal(webhook, source);
        webhook.become(
                refusal == null
                        ? new Stage.Authentic(source, source.keys(webhook.request()))
                        : new Stage.Refused(refusal, source));
        return refusal == null;
    }

    /** In place of the signature an operator answers for it; all else is as for any other. */
    private static boolean letIn(Webhook webhook, Source source, Stage.Vouched vouched) {
        if (!source.owner().tenant().equals(vouched.tenant())) {
            throw new Misplaced("the source is another tenant's now");
        }
        if (source.isAmbiguous(webhook.request())) {
            webhook.become(new Stage.Refused(ambiguous(), source));
            return false;
        }
        if (source.lacksIds(webhook.request())) {
            throw new Misplaced("a header that copies are known by was not kept");
        }
        List<DedupeKey> keys = source.keys(webhook.request());
        webhook.become(
                new Stage.Authentic(
                        source,
                        keys.isEmpty() ? List.of(vouched.key()) : keys,
                        vouched.mustBeOnce()));
        return true;
    }

    /**
     * What a verified webhook's body says: unpacked if it came packed.
     *
     * @throws Unmappable if that cannot be
     */
    public byte[] content(Webhook webhook) {
        webhook.unpack(limits.bodyBytesMax());
        return webhook.content();
    }

    /**
     * Whether a request may be a handshake: one that carries a body as webhooks do must be signed
     * right, if it is signed, so that nobody can make a webhook pass for a handshake.
     */
    public boolean mayBeHandshake(Webhook webhook, Source source) {
        return switch (webhook.stage()) {
            case Stage.Authentic authentic -> true;
            case Stage.Received received ->
                    BODILESS.contains(webhook.request().method())
                            || source.proof().verify(webhook.request(), clock.instant()).verdict()
                                    == Verdict.MISSING;
            default -> false;
        };
    }

    /** Whether a webhook has been verified just now. */
    public boolean isAuthentic(Webhook webhook) {
        return webhook.stage() instanceof Stage.Authentic;
    }

    /** Settles that a request was a handshake: it is answered, and its route goes no further. */
    public void reply(Webhook webhook, Reply reply) {
        webhook.become(new Stage.Replied(reply));
    }

    /**
     * Learns the secret that a handshake brings; returns when it is durable.
     *
     * @return false if the source has learned another, which stays
     * @throws OutboxUnavailable if it is not known to be durable
     */
    public boolean learn(Source source, Secret secret) {
        return learned.learn(source.owner().tenant(), source.name(), secret);
    }

    /** Settles that a request was a handshake that is not this source's. */
    public void refuseHandshake(Webhook webhook, String detail) {
        webhook.become(new Stage.Refused(Refusal.of(RefusalReason.HANDSHAKE_REFUSED, detail)));
    }

    /** Settles that a handshake cannot be answered now, and is to come again. */
    public void postponeHandshake(Webhook webhook) {
        webhook.become(
                new Stage.Refused(
                        Refusal.forNow(
                                RefusalReason.KEY_UNAVAILABLE,
                                "What the handshake asks for cannot be fetched; come again.",
                                KEY_AGAIN)));
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
            case UNAVAILABLE ->
                    Refusal.forNow(
                            RefusalReason.KEY_UNAVAILABLE,
                            "The key that the signature must be checked with cannot be fetched; come"
                                    + " again.",
                            KEY_AGAIN);
            case STALE ->
                    Refusal.of(
                            RefusalReason.SIGNATURE_EXPIRED,
                            "The time that the message says it was sent at is too long ago, ahead of"
                                    + " now, or none that can be read.");
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
        append.one(webhook, fields, payload);
    }

    /**
     * Makes a verified webhook the events that it brings, maybe none; returns when all are durable.
     * After a failure some may be, and are known when the webhook comes again.
     *
     * @param mapped what its mapping says of them: an array
     * @throws Unmappable if one of them is no event; then none is appended
     * @throws OutboxUnavailable if one is not known to be durable
     * @throws IllegalStateException if it is not verified, or was appended already
     */
    public void appendAll(Webhook webhook, JsonNode mapped) {
        append.several(webhook, items.read(mapped));
    }

    /**
     * Settles what a webhook is answered when its route has ended. Never throws.
     *
     * @param failure what the route failed with, or null
     */
    public Answer conclude(Webhook webhook, @Nullable Throwable failure) {
        return conclude.conclude(webhook, failure);
    }

    /** Refuses a request that has not come to a source's route, or not through it. */
    public Answer refuse(Webhook webhook, Refusal refusal) {
        return conclude.refuse(webhook, refusal);
    }
}
