package dev.serai.ingress;

import dev.serai.tenant.TenantId;
import java.util.Optional;

/**
 * The requests that were refused, the last ones of each source. Thread-safe; asks the database and
 * throws Spring's DataAccessException.
 */
public interface RefusedRequests {

    /** Finds one of a tenant's source. */
    Optional<RefusedRequest> find(TenantId tenant, String source, String id);
}
