package dev.serai.ingress.record;

import dev.serai.event.Ksuid;
import dev.serai.ingress.answer.IngressListener;
import dev.serai.ingress.answer.Refusal;
import dev.serai.ingress.answer.RefusalReason;
import dev.serai.ingress.arrival.Arrival;
import dev.serai.ingress.arrival.HeaderLines;
import dev.serai.ingress.source.DedupeRule;
import dev.serai.ingress.source.RateLimit;
import dev.serai.ingress.source.Source;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.TenantId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records of what was refused. Those whose signature was not right are kept whole, if they
 * are not too large, and explained step by step; all of it by the thread that writes.
 */
public final class Rejections implements AutoCloseable {

    /** How long the reason of a refusal, or of an unmappable webhook, may be. */
    public static final int DETAIL_LENGTH_MAX = 1_000;

    /** How large a body is kept whole. */
    static final int WHOLE_BYTES_MAX = 64 * 1024;

    /** What may be wrong on our side, so that an operator may take the request in after all. */
    static final Set<RefusalReason> UNPROVED =
            Set.copyOf(
                    EnumSet.of(
                            RefusalReason.SIGNATURE_MISSING,
                            RefusalReason.SIGNATURE_INVALID,
                            RefusalReason.SIGNATURE_EXPIRED));

    /** How much of any other body is kept. */
    private static final int BODY_BYTES_MAX = 4 * 1024;

    private static final int WAITING_BYTES_MAX = 8 * 1024 * 1024;
    private static final int PATH_LENGTH_MAX = 512;

    /** Explaining costs some dozens of signatures. */
    private static final int EXPLAINED_PER_SECOND_MAX = 10;

    private final PostgresRejections store;
    private final Ksuid ksuid;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final RateLimit explained =
            RateLimit.perSecond(EXPLAINED_PER_SECOND_MAX, System::nanoTime);
    private final WriteAside<Waiting> aside;

    Rejections(PostgresRejections store, Ksuid ksuid, IngressListener listener) {
        this.store = store;
        this.ksuid = ksuid;
        this.aside =
                new WriteAside<>(
                        "records of refused requests", this::write, listener::rejectionsDropped);
    }

    /**
     * One that is to be written.
     *
     * @param source null if it did not come as far
     * @param arrival it, with as much of its body as is kept, lest the rest wait as well
     * @param size how large its body was
     */
    private record Waiting(Arrival arrival, Refusal refusal, @Nullable Source source, int size) {

        byte[] body() {
            return arrival.request().body();
        }
    }

    /** Begins to write. */
    void start() {
        aside.start();
    }

    /**
     * Takes note of a refusal; never waits.
     *
     * @param source the source that refused it; null if the request did not come as far
     */
    public void record(Arrival arrival, Refusal refusal, @Nullable Source source) {
        byte[] body = arrival.request().body();
        if (aside.hasRoom() && waitingBytes.get() < WAITING_BYTES_MAX) {
            byte[] kept = Arrays.copyOf(body, Math.min(body.length, keptMax(refusal.reason())));
            Waiting waiting = new Waiting(arrival.withBody(kept), refusal, source, body.length);
            if (aside.offer(waiting)) {
                waitingBytes.addAndGet(kept.length);
                return;
            }
        }
        aside.drop();
    }

    private static int keptMax(RefusalReason reason) {
        if (reason == RefusalReason.HANDSHAKE_REFUSED) {
            return 0; // it may hold a secret
        }
        return UNPROVED.contains(reason) ? WHOLE_BYTES_MAX : BODY_BYTES_MAX;
    }

    private void write(List<Waiting> batch) {
        batch.forEach(waiting -> waitingBytes.addAndGet(-waiting.body().length));
        store.insert(batch.stream().map(this::rejection).toList());
    }

    private Rejection rejection(Waiting waiting) {
        RawRequest request = waiting.arrival().request();
        Source source = waiting.source();
        return new Rejection(
                "rej_" + ksuid.at(waiting.arrival().at()),
                waiting.arrival().at(),
                source == null ? TenantId.DEFAULT : source.owner().tenant(),
                waiting.arrival().source(),
                waiting.refusal().reason(),
                shortened(waiting.refusal().detail(), DETAIL_LENGTH_MAX),
                request.method(),
                shortened(request.path(), PATH_LENGTH_MAX),
                HeaderLines.writeRedacted(
                        request.headers(), source == null ? Set.of() : ids(source)),
                waiting.body(),
                waiting.size(),
                explanation(waiting));
    }

    /** The headers that a copy is known by say who sent nothing, and must stay what they are. */
    private static Set<String> ids(Source source) {
        return source.dedupe().stream()
                .map(DedupeRule::headerName)
                .filter(name -> name != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable String explanation(Waiting waiting) {
        boolean worthIt =
                waiting.source() != null
                        && waiting.body().length == waiting.size()
                        && (UNPROVED.contains(waiting.refusal().reason())
                                || waiting.refusal().reason() == RefusalReason.HEADER_AMBIGUOUS);
        if (!worthIt || !explained.take().isZero()) {
            return null;
        }
        Arrival arrival = waiting.arrival();
        return Explanations.write(
                waiting.source().proof().explain(arrival.request(), arrival.at()));
    }

    /** The text, or its beginning. */
    public static String shortened(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax);
    }

    /** Writes a last time. */
    @Override
    public void close() {
        aside.close();
    }
}
