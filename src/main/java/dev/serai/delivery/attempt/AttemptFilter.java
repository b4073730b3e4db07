package dev.serai.delivery.attempt;

import dev.serai.event.EventId;
import dev.serai.event.TypePattern;
import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which attempts are asked for; what is null chooses nothing away.
 *
 * @param delivered only those that delivered, or only those that did not
 * @param statusFrom the least HTTP status wanted
 * @param statusTo the first HTTP status not wanted any more
 * @param types only events of these types; none for all
 * @param after only later ones
 * @param before only earlier ones
 */
public record AttemptFilter(
        Owner owner,
        @Nullable EventId event,
        @Nullable String endpoint,
        @Nullable Boolean delivered,
        @Nullable Integer statusFrom,
        @Nullable Integer statusTo,
        List<TypePattern> types,
        @Nullable Instant after,
        @Nullable Instant before) {

    public AttemptFilter {
        types = List.copyOf(types);
    }
}
