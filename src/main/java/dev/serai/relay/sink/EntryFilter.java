package dev.serai.relay.sink;

import dev.serai.event.Event;
import dev.serai.event.TypePattern;
import dev.serai.tenant.ProjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a sink wants.
 *
 * @param types it wants those of any of these; of every type when there is none
 * @param project it wants those of this project; null for every project
 */
public record EntryFilter(List<TypePattern> types, @Nullable ProjectId project) {

    /** Every event. */
    public static final EntryFilter ALL = new EntryFilter(List.of(), null);

    public EntryFilter {
        types = List.copyOf(types);
    }

    /** Whether an event is wanted. */
    public boolean passes(Event event) {
        return (project == null || project.equals(event.owner().project()))
                && (types.isEmpty()
                        || types.stream().anyMatch(pattern -> pattern.matches(event.type())));
    }
}
