package dev.serai.task;

import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are asked for; what is null or empty chooses nothing away.
 *
 * @param states in one of these states
 */
public record TaskFilter(
        TenantId tenant,
        @Nullable ProjectId project,
        Set<TaskState> states,
        @Nullable TaskKind kind) {

    public TaskFilter {
        states = Set.copyOf(states);
    }
}
