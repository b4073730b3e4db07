package dev.serai.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider lists.
 *
 * @param id the provider's, of the event; or made of its type and its subject
 * @param created when, as far as the list tells
 * @param trace how it would be found in the log; null if it is known again without a look
 * @param told what the list says of it
 */
record Listed(String id, Instant created, @Nullable Trace trace, JsonNode told) {

    /**
     * What an event of the log is recognised by: its origin id, or its type and subject.
     *
     * @param type empty if the origin id says it
     */
    record Trace(String type, String identity) {

        static Trace ofOrigin(String id) {
            return new Trace("", id);
        }
    }
}
