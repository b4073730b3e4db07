package dev.serai.delivery.row;

import dev.serai.outbox.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A waiting delivery that this hub has claimed.
 *
 * @param orderKey what it follows, or null
 * @param entry its event; null when the log does not have it any more
 */
public record ClaimedRow(
        String event,
        String endpoint,
        int attempts,
        boolean manual,
        long claim,
        @Nullable String orderKey,
        @Nullable Entry entry) {}
