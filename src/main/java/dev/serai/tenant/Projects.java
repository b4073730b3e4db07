package dev.serai.tenant;

import java.util.Optional;

/** The projects there are. Thread-safe. */
public interface Projects {

    /** Finds a project by its id or its uid. */
    Optional<Project> find(TenantId tenant, String idOrUid);
}
