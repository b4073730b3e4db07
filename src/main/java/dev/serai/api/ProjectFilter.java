package dev.serai.api;

import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.Projects;
import dev.serai.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code project}: an id or a uid. */
public record ProjectFilter(Projects projects) {

    private static final String NAME = "project";

    /**
     * The project of a request, or null when it names none.
     *
     * @throws dev.serai.problem.ProblemException 400 if there is none such in the tenant
     */
    public @Nullable ProjectId read(Query query, TenantId tenant) {
        return read(query.text(NAME), tenant);
    }

    public @Nullable ProjectId read(@Nullable String idOrUid, TenantId tenant) {
        if (idOrUid == null) {
            return null;
        }
        return projects.find(tenant, idOrUid)
                .map(Project::id)
                .orElseThrow(() -> Query.wrong(NAME, "there is no such project"));
    }
}
