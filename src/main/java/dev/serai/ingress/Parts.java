package dev.serai.ingress;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.ingress.MappedEvents.Item;
import dev.serai.ingress.Webhook.Promise;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.Outbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The events that one webhook brings, on their way into the log. For one thread. */
final class Parts {

    private final Outbox outbox;
    private final Webhook webhook;
    private final Ground ground;
    private final @Nullable UUID shared;
    private final List<CompletableFuture<Appended>> appending = new ArrayList<>();

    /**
     * Two parts with an id in common may go into the log by different lanes: which is the copy is
     * settled here, so that it is the later one.
     */
    private final Map<DedupeKey, CompletableFuture<Appended>> seen = new HashMap<>();

    /**
     * Of a webhook.
     *
     * @param shared the kept request that all of them refer to; null if the only one has it itself
     */
    Parts(Outbox outbox, Webhook webhook, Ground ground, @Nullable UUID shared) {
        this.outbox = outbox;
        this.webhook = webhook;
        this.ground = ground;
        this.shared = shared;
    }

    /** What becomes of each, in their order. */
    List<CompletableFuture<Appended>> appending() {
        return appending;
    }

    /**
     * Appends the next one, without waiting for it.
     *
     * @param fresh its id, unless it was promised another
     */
    void append(Item item, EventId fresh) {
        int index = appending.size();
        List<DedupeKey> keys = ground.source().keys(keysOfPart(index), item.fields());
        CompletableFuture<Appended> earlier = earlier(keys);
        CompletableFuture<Appended> own =
                earlier == null
                        ? append(item, keys, index == 0 ? ground.promise() : null, fresh)
                        : earlier.thenApply(original -> new Appended.Duplicate(original.id()));
        keys.forEach(key -> seen.putIfAbsent(key, own));
        appending.add(own);
    }

    /**
     * A replay that breaks off half way comes again, also where the source says that nothing makes
     * two webhooks the same.
     */
    private List<DedupeKey> keysOfPart(int index) {
        Promise promise = ground.promise();
        return promise != null && ground.keys().isEmpty()
                ? List.of(DedupeKey.of("replay/" + promise.id(), "" + index))
                : Source.keysOfPart(ground.keys(), index);
    }

    private @Nullable CompletableFuture<Appended> earlier(List<DedupeKey> keys) {
        for (DedupeKey key : keys) {
            if (seen.containsKey(key)) {
                return seen.get(key);
            }
        }
        return null;
    }

    private CompletableFuture<Appended> append(
            Item item, List<DedupeKey> keys, @Nullable Promise promise, EventId fresh) {
        if (promise != null && promise.isKept()) {
            return CompletableFuture.completedFuture(new Appended.Duplicate(promise.id()));
        }
        EventId id = promise == null ? fresh : promise.id();
        Event event = item.fields().event(id, ground.owner(), webhook, item.data());
        return outbox.append(
                new Candidate(event, keys, shared == null ? webhook.request() : null, shared));
    }
}
