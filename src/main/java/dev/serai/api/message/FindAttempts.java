package dev.serai.api.message;

import dev.serai.api.PageQuery.Slice;
import dev.serai.api.Query;
import dev.serai.delivery.attempt.Attempt;
import dev.serai.delivery.attempt.AttemptFilter;
import dev.serai.delivery.attempt.AttemptPlace;
import dev.serai.delivery.attempt.PostgresAttempts;
import dev.serai.event.EventId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks attempts up, also by what only their messages know: then so many attempts are looked at,
 * and a page that is short goes on by its iterator.
 */
record FindAttempts(PostgresAttempts attempts, PostgresMessages messages) {

    private static final int LOOKED_AT_MAX = 2_000;

    /** The chosen attempts older than a place, or the newest ones; newest first. */
    Slice<Attempt> older(
            AttemptFilter filter, MessageFilter messages, @Nullable String from, int limit) {
        AttemptPlace place = from == null ? null : place(from);
        return choosesAll(messages)
                ? Slice.of(attempts.older(filter, place, limit))
                : chosen(attempts.older(filter, place, LOOKED_AT_MAX), messages, limit);
    }

    /** The chosen attempts newer than a place; oldest first. */
    Slice<Attempt> newer(AttemptFilter filter, MessageFilter messages, String from, int limit) {
        return choosesAll(messages)
                ? Slice.of(attempts.newer(filter, place(from), limit))
                : chosen(attempts.newer(filter, place(from), LOOKED_AT_MAX), messages, limit);
    }

    private static boolean choosesAll(MessageFilter filter) {
        return filter.channel() == null && filter.tag() == null;
    }

    private Slice<Attempt> chosen(List<Attempt> seen, MessageFilter filter, int limit) {
        Set<EventId> events = new HashSet<>();
        seen.forEach(attempt -> events.add(attempt.event()));
        Set<EventId> wanted = messages.chosen(filter, events);
        List<Attempt> found = new ArrayList<>();
        for (Attempt attempt : seen) {
            if (wanted.contains(attempt.event()) && found.size() < limit) {
                found.add(attempt);
            }
        }
        boolean whole = found.size() < limit && seen.size() == LOOKED_AT_MAX;
        return new Slice<>(found, whole ? AttemptPlace.of(seen.getLast()).toString() : null);
    }

    private static AttemptPlace place(String iterator) {
        try {
            return AttemptPlace.parse(iterator);
        } catch (IllegalArgumentException e) {
            throw Query.wrong("iterator", "is no iterator of this list");
        }
    }
}
