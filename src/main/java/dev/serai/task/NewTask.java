package dev.serai.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/** A task to be started; see {@link Task}. */
public record NewTask(
        TenantId tenant,
        @Nullable ProjectId project,
        @Nullable String endpoint,
        TaskKind kind,
        JsonNode settings) {}
