package dev.serai.stream;

import dev.serai.event.Event;
import dev.serai.event.TypePattern;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events a reader gets.
 *
 * @param tenant of this tenant only
 * @param project of this project; null for all of the tenant's
 * @param types whose type matches one of these; none for every type
 */
public record StreamFilter(TenantId tenant, @Nullable ProjectId project, List<TypePattern> types) {

    public StreamFilter {
        types = List.copyOf(types);
    }

    boolean passes(Event event) {
        return event.owner().tenant().equals(tenant)
                && (project == null || event.owner().project().equals(project))
                && (types.isEmpty()
                        || types.stream().anyMatch(pattern -> pattern.matches(event.type())));
    }
}
