package dev.serai.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that takes its time.
 *
 * @param id {@code qtask_} and a KSUID
 * @param project whose it is, or null if it is about the whole tenant
 * @param endpoint the endpoint that it is about, or null
 * @param settings what was asked for, as its kind has it
 * @param progress what has been done, and in the end its report, as its kind has it
 */
public record Task(
        String id,
        TenantId tenant,
        @Nullable ProjectId project,
        @Nullable String endpoint,
        TaskKind kind,
        TaskState state,
        JsonNode settings,
        JsonNode progress,
        Instant createdAt,
        Instant updatedAt) {}
