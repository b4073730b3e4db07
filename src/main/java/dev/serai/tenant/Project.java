package dev.serai.tenant;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project of a tenant: owns sources and endpoints.
 *
 * @param owner the tenant, and the project's id within it
 * @param uid the caller's own name for it, unique in the tenant, or null
 * @param name for people
 * @param metadata the caller's own notes
 */
public record Project(
        Owner owner,
        @Nullable String uid,
        String name,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt) {

    public Project {
        metadata = Map.copyOf(metadata);
    }

    public ProjectId id() {
        return owner.project();
    }
}
