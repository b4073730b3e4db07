package dev.serai.ingress;

import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Keeps records of the last requests that were copies: that they came, and of what they were
 * copies. Their bodies are not kept; the original's is.
 */
final class Duplicates implements AutoCloseable {

    private static final int PATH_LENGTH_MAX = 512;

    private final Ksuid ksuid;
    private final WriteAside<Waiting> aside;

    Duplicates(PostgresDuplicates store, Ksuid ksuid, IngressListener listener) {
        this.ksuid = ksuid;
        this.aside =
                new WriteAside<>(
                        "records of copies",
                        batch -> store.insert(batch.stream().map(this::duplicate).toList()),
                        listener::duplicatesDropped);
    }

    /** One that is to be written; the body is not, and must not wait either. */
    private record Waiting(
            String source,
            Instant at,
            Owner owner,
            EventId original,
            String method,
            String path,
            List<RawRequest.Header> headers,
            int size) {}

    /**
     * The record of a request that was a copy.
     *
     * @param id {@code dup_} and a KSUID
     * @param original what it was a copy of; the first of them, if of several
     * @param headers JSON, the values of secrets left out
     */
    record Duplicate(
            String id,
            Instant at,
            Owner owner,
            String source,
            EventId original,
            String method,
            String path,
            String headers,
            int size) {}

    /** Begins to write. */
    void start() {
        aside.start();
    }

    /** Takes note of a request of which a part, or all, had come before; never waits. */
    void record(Webhook webhook, Owner owner, Receipts receipts) {
        RawRequest request = webhook.request();
        EventId original =
                receipts.all().stream().filter(Receipt::duplicate).findFirst().orElseThrow().id();
        Waiting waiting =
                new Waiting(
                        webhook.source(),
                        webhook.receivedAt(),
                        owner,
                        original,
                        request.method(),
                        request.path(),
                        request.headers(),
                        request.body().length);
        if (!aside.offer(waiting)) {
            aside.drop();
        }
    }

    private Duplicate duplicate(Waiting waiting) {
        return new Duplicate(
                "dup_" + ksuid.at(waiting.at()),
                waiting.at(),
                waiting.owner(),
                waiting.source(),
                waiting.original(),
                waiting.method(),
                Rejections.shortened(waiting.path(), PATH_LENGTH_MAX),
                HeaderLines.writeRedacted(waiting.headers(), Set.of()),
                waiting.size());
    }

    /** Writes a last time. */
    @Override
    public void close() {
        aside.close();
    }
}
