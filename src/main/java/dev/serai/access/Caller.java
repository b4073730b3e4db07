package dev.serai.access;

import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Who makes an authenticated request: the principal of Spring Security's authentication, to be had
 * in a controller as {@code @AuthenticationPrincipal Caller caller}.
 *
 * @param tenant whose data the caller sees and nothing else
 * @param name who it is, for the audit trail; no secret
 * @param role what the caller may do; which requests that allows is decided by the filter chain,
 *     and whether a project is the caller's by {@link #sees}
 */
public record Caller(TenantId tenant, String name, Role role) {

    /** Whether a project of the tenant's is there for this caller. */
    public boolean sees(ProjectId project) {
        return !(role instanceof Role.Portal portal) || portal.project().equals(project);
    }

    /** The one project that there is for this caller; empty when there are all of the tenant's. */
    public Optional<ProjectId> onlyProject() {
        return role instanceof Role.Portal portal
                ? Optional.of(portal.project())
                : Optional.empty();
    }

    /** Which feature flags the caller has; empty when it needs none. */
    public Optional<List<String>> featureFlags() {
        return role instanceof Role.Portal portal
                ? Optional.of(portal.featureFlags())
                : Optional.empty();
    }
}
