package dev.serai.ingress;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.ingress.EventFields.Data;
import dev.serai.ingress.MappedEvents.Item;
import dev.serai.ingress.Webhook.Promise;
import dev.serai.ingress.Webhook.Stage;
import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.OutboxRefused;
import dev.serai.outbox.SharedRequests;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verified webhook the events that its mapping says it is, and waits until they are
 * durable. Thread-safe.
 */
final class AppendMapped {

    private final Outbox outbox;
    private final SharedRequests requests;
    private final Ksuid ksuid;

    AppendMapped(Outbox outbox, SharedRequests requests, Ksuid ksuid) {
        this.outbox = outbox;
        this.requests = requests;
        this.ksuid = ksuid;
    }

    /** Makes it one event. */
    void one(Webhook webhook, EventFields fields, Data data) {
        begin(webhook);
        try {
            Ground ground = ground(webhook);
            checkOnce(webhook, List.of(fields));
            Promise promise = ground.promise();
            Event event = fields.event(id(promise), ground.owner(), webhook, data);
            List<DedupeKey> keys =
                    promise == null
                            ? ground.source().keys(ground.keys(), fields)
                            : ground.source().keysOfMapping(fields);
            Appended appended =
                    Append.durably(outbox, new Candidate(event, keys, webhook.request()));
            webhook.become(
                    new Stage.Accepted(Receipts.of(Append.receipt(appended)), ground.owner()));
        } finally {
            // After a failure the route may try again.
            webhook.endAppend();
        }
    }

    /** Makes it as many events as there are items, maybe none. */
    void several(Webhook webhook, List<Item> items) {
        begin(webhook);
        try {
            Ground ground = ground(webhook);
            checkOnce(webhook, items.stream().map(Item::fields).toList());
            List<Receipt> receipts = Append.awaitAll(append(webhook, items, ground));
            webhook.become(new Stage.Accepted(Receipts.of(receipts), ground.owner()));
        } catch (OutboxRefused e) {
            keepApart(webhook);
            throw e;
        } finally {
            webhook.endAppend();
        }
    }

    private EventId id(@Nullable Promise promise) {
        return promise == null ? EventId.next(ksuid) : promise.id();
    }

    /** All are under way before the first is waited for, so that they share a commit. */
    private List<CompletableFuture<Appended>> append(
            Webhook webhook, List<Item> items, Ground ground) {
        UUID shared =
                items.size() < 2
                        ? null
                        : requests.keep(
                                ground.source().requestKey(webhook.request()), webhook.request());
        Parts parts = new Parts(outbox, webhook, ground, shared);
        items.forEach(item -> parts.append(item, EventId.next(ksuid)));
        return parts.appending();
    }

    private static void begin(Webhook webhook) {
        if (!webhook.beginAppend()) {
            throw new Misplaced("a webhook is appended once, and this one is, or was");
        }
    }

    private static Ground ground(Webhook webhook) {
        return switch (webhook.stage()) {
            case Stage.Authentic now ->
                    new Ground(now.source(), now.source().owner(), now.keys(), null);
            case Stage.AuthenticAgain again ->
                    new Ground(
                            again.source(),
                            again.promise().owner(),
                            again.source().keys(webhook.request()),
                            again.promise());
            case Stage.Accepted accepted ->
                    throw new Misplaced("a webhook is appended once, and this one was");
            case Stage.Replied replied -> throw new Misplaced("a handshake is no event");
            case Stage.Received received -> throw unverified();
            case Stage.Refused refused -> throw unverified();
            case Stage.Again again -> throw unverified();
            case Stage.Vouched vouched -> throw unverified();
        };
    }

    private static Misplaced unverified() {
        return new Misplaced("ingress:verify comes before ingress:append");
    }

    /** What was made of a list, and would not be known again, must not be appended. */
    private static void checkOnce(Webhook webhook, List<EventFields> events) {
        if (webhook.stage() instanceof Stage.Authentic now
                && now.mustBeOnce()
                && !events.stream().allMatch(now.source()::knowsAsOne)) {
            Refusal refusal =
                    Refusal.of(
                            RefusalReason.SOURCE_BROKEN,
                            "The mapping does not say that this happens once, so the provider's"
                                    + " own webhook would not be known as a copy of it.");
            webhook.become(new Stage.Refused(refusal, now.source()));
            throw new Misplaced(refusal.detail());
        }
    }

    /**
     * Lets a webhook of which a part can never be appended be kept, as what it is: other parts of
     * it have its keys, and it must not pass for a copy of those.
     */
    private static void keepApart(Webhook webhook) {
        if (webhook.stage() instanceof Stage.Authentic now) {
            List<DedupeKey> keys = Source.keysOfPart(now.keys(), MappedEvents.ITEMS_MAX);
            webhook.become(new Stage.Authentic(now.source(), keys, now.mustBeOnce()));
        }
    }
}
