package dev.serai.tenant;

import java.util.Objects;

/** Whose something is: a project within its tenant. */
public record Owner(TenantId tenant, ProjectId project) {

    /** The default project of the default tenant. */
    public static final Owner DEFAULT = new Owner(TenantId.DEFAULT, ProjectId.DEFAULT);

    public Owner {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(project, "project");
    }
}
