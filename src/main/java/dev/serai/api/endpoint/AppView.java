package dev.serai.api.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.tenant.Project;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project as the outbound API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AppView(
        String id,
        @Nullable String uid,
        String name,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt) {

    static AppView of(Project project) {
        return new AppView(
                project.id().value(),
                project.uid(),
                project.name(),
                project.metadata(),
                project.createdAt(),
                project.updatedAt());
    }
}
