package dev.serai.outbox;

import java.time.Instant;

/** Holds retention back: events that somebody still needs are not dropped, however old. */
public interface RetentionGuard {

    /**
     * Nothing that was appended at this time or later may be dropped; {@link Instant#MAX} when
     * nothing is needed.
     */
    Instant neededSince();
}
