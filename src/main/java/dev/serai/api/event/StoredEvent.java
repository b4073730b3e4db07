package dev.serai.api.event;

import dev.serai.outbox.Entry;
import dev.serai.outbox.RawRequest;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log with what is kept beside it.
 *
 * @param entry the event and its place
 * @param raw the webhook it came in by, or null
 */
public record StoredEvent(Entry entry, @Nullable RawRequest raw) {}
