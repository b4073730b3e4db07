package dev.serai.outbox;

import dev.serai.event.Event;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event to be appended.
 *
 * @param event the event; its id is used only if it is new
 * @param keys it is a duplicate when an event of the dedupe window has one of these; at most
 *     {@value #KEYS_MAX}, none for an event that is always new
 * @param raw the webhook that it alone came in by, or null
 * @param rawId the webhook that it came in by together with others, by its id among the {@link
 *     SharedRequests}, or null
 */
public record Candidate(
        Event event, List<DedupeKey> keys, @Nullable RawRequest raw, @Nullable UUID rawId) {

    /** How many keys an event may have. */
    public static final int KEYS_MAX = 4;

    /** An event that has its webhook to itself, or came in by none. */
    public Candidate(Event event, List<DedupeKey> keys, @Nullable RawRequest raw) {
        this(event, keys, raw, null);
    }

    public Candidate {
        keys = List.copyOf(keys);
        if (keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException("an event has at most 4 dedupe keys");
        }
    }
}
