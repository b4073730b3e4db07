package dev.serai.ingress;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.Owner;
import dev.serai.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A webhook on its way through its source's route: what came, and how far it has come. The front
 * door keeps hold of it, so that a route can neither lose nor forge what became of it.
 */
public final class Webhook {

    private final String source;
    private final RawRequest request;
    private final Instant receivedAt;
    private final long startedNanos;
    private final AtomicReference<Stage> stage;
    private final AtomicBoolean appending = new AtomicBoolean();
    private final AtomicBoolean bodyIsJson = new AtomicBoolean();
    private final AtomicReference<byte[]> content;
    private final AtomicReference<@Nullable Reply> reply = new AtomicReference<>();

    private Webhook(
            String source, RawRequest request, Instant receivedAt, long startedNanos, Stage stage) {
        this.source = source;
        this.request = request;
        this.receivedAt = receivedAt;
        this.startedNanos = startedNanos;
        this.stage = new AtomicReference<>(stage);
        this.content = new AtomicReference<>(request.body());
    }

    /**
     * A webhook that has just come in.
     *
     * @param source the source's name
     * @param startedNanos {@link System#nanoTime()} when its first byte was seen
     */
    public static Webhook received(
            String source, RawRequest request, Instant receivedAt, long startedNanos) {
        return new Webhook(source, request, receivedAt, startedNanos, new Stage.Received());
    }

    /** A webhook that was authentic before, and is to become what it was promised to be. */
    static Webhook again(String source, RawRequest request, Instant receivedAt, Promise promise) {
        return new Webhook(
                source, request, receivedAt, System.nanoTime(), new Stage.Again(promise));
    }

    /**
     * A webhook that was refused or fetched, and that an operator answers for.
     *
     * @param vouched who does
     */
    static Webhook vouchedFor(
            String source, RawRequest request, Instant receivedAt, Stage.Vouched vouched) {
        return new Webhook(source, request, receivedAt, System.nanoTime(), vouched);
    }

    /** The name of the source it came in at. */
    public String source() {
        return source;
    }

    public RawRequest request() {
        return request;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** The trace context that it came with, if it is one. */
    @Nullable String traceparent() {
        for (String value : DedupeRule.header(request, "traceparent")) {
            if (Attributes.traceparentFault(value) == null) {
                return value;
            }
        }
        return null;
    }

    /** What its body is, as it says; JSON if it says nothing. */
    public String contentType() {
        return DedupeRule.header(request, "content-type").stream()
                .filter(value -> Attributes.contentTypeFault(value) == null)
                .findFirst()
                .orElse(Event.JSON);
    }

    /**
     * Tells that bytes were read as one JSON value in UTF-8. If they are the body, nobody has to
     * read it again to know.
     */
    public void foundJson(byte[] bytes) {
        if (bytes == content()) {
            bodyIsJson.set(true);
        }
    }

    /** Whether data is known to be JSON without a look at it. */
    boolean isKnownAsJson(byte[] data) {
        return bodyIsJson.get() && data == content();
    }

    /** What its body says: the bytes as they came, or what was packed in them. */
    public byte[] content() {
        return content.get();
    }

    /** Unpacks its body if that came packed, now that it is known whose it is. */
    void unpack(int bytesMax) {
        if (Gzip.isPacked(request)) {
            content.set(Gzip.unpacked(request.body(), bytesMax));
        }
    }

    /** Gives an answer in place of the receipts, should the webhook be accepted. */
    public void replyWith(Reply own) {
        reply.set(own);
    }

    @Nullable Reply reply() {
        return reply.get();
    }

    Stage stage() {
        return stage.get();
    }

    void become(Stage next) {
        stage.set(next);
    }

    /** Whether nobody else appends it at the moment, or has. */
    boolean beginAppend() {
        return !(stage() instanceof Stage.Accepted) && appending.compareAndSet(false, true);
    }

    void endAppend() {
        appending.set(false);
    }

    /** The method and path only: headers and body may be private. */
    @Override
    public String toString() {
        return request.toString();
    }

    /** How far a webhook has come. */
    sealed interface Stage {

        /** It came; who sent it is not known. */
        record Received() implements Stage {}

        /**
         * It was not accepted.
         *
         * @param source by whom; null if it came to none
         */
        record Refused(Refusal refusal, @Nullable Source source) implements Stage {

            /** It came to no verification. */
            Refused(Refusal refusal) {
                this(refusal, null);
            }
        }

        /** It was a question of its sender's, and is answered. */
        record Replied(Reply reply) implements Stage {}

        /**
         * Its source knows that it is its sender's.
         *
         * @param mustBeOnce as of {@link Vouched}
         */
        record Authentic(Source source, List<DedupeKey> keys, boolean mustBeOnce) implements Stage {

            /** It came by itself. */
            Authentic(Source source, List<DedupeKey> keys) {
                this(source, keys, false);
            }
        }

        /**
         * It was refused or fetched, and an operator answers for it.
         *
         * @param tenant whose source it came to
         * @param key what makes it the same webhook if nothing else does
         * @param mustBeOnce whether nothing but that it happens once makes it the same as the
         *     provider's own webhook
         */
        record Vouched(TenantId tenant, DedupeKey key, boolean mustBeOnce) implements Stage {}

        /** It was authentic before. */
        record Again(Promise promise) implements Stage {}

        /** The same, on its way through its source's route. */
        record AuthenticAgain(Source source, Promise promise) implements Stage {}

        /** All that it brought is in the log. */
        record Accepted(Receipts receipts, Owner owner) implements Stage {}
    }

    /**
     * What the sender of a webhook was told that its event, or the first of them, would be.
     *
     * @param isKept whether that event is in the log already, though maybe not all the others
     */
    record Promise(EventId id, Owner owner, boolean isKept) {}
}
