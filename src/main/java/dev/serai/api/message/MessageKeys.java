package dev.serai.api.message;

import dev.serai.outbox.DedupeKey;
import dev.serai.tenant.Owner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what a message is known again when it comes again. */
final class MessageKeys {

    private MessageKeys() {}

    static List<DedupeKey> of(
            Owner owner, @Nullable String eventId, @Nullable String idempotencyKey) {
        List<DedupeKey> keys = new ArrayList<>();
        if (eventId != null) {
            keys.add(ofEventId(owner, eventId));
        }
        if (idempotencyKey != null) {
            keys.add(DedupeKey.of(scope(owner) + "idempotency-key", idempotencyKey));
        }
        return keys;
    }

    static DedupeKey ofEventId(Owner owner, String eventId) {
        return DedupeKey.of(scope(owner) + "event-id", eventId);
    }

    private static String scope(Owner owner) {
        return owner.tenant() + "/" + owner.project() + "/msg/";
    }
}
