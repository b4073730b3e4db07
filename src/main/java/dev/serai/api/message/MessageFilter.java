package dev.serai.api.message;

import dev.serai.api.Query;
import dev.serai.event.TypePattern;
import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are asked for; what is null or empty chooses nothing away.
 *
 * @param types of these types
 * @param channel of this channel
 * @param tag with this tag
 * @param after that came in later than this
 * @param before that came in earlier than this
 */
record MessageFilter(
        Owner owner,
        List<TypePattern> types,
        @Nullable String channel,
        @Nullable String tag,
        @Nullable Instant after,
        @Nullable Instant before) {

    static final String[] PARAMETERS = {"event_types", "channel", "tag", "after", "before"};

    MessageFilter {
        types = List.copyOf(types);
    }

    /** Whether it chooses nothing away but by time. */
    boolean choosesAll() {
        return types.isEmpty() && channel == null && tag == null;
    }

    /** That of a request's parameters. */
    static MessageFilter of(Owner owner, Query query) {
        return new MessageFilter(
                owner,
                query.list("event_types", TypePattern::of),
                query.text("channel"),
                query.text("tag"),
                query.instant("after"),
                query.instant("before"));
    }
}
