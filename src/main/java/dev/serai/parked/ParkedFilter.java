package dev.serai.parked;

import dev.serai.event.TypePattern;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Chooses parked events of one tenant; what is null chooses all.
 *
 * @param tenant whose they are
 * @param project of this project
 * @param sink of this sink
 * @param endpoint of this endpoint
 * @param reason parked for this reason
 * @param type whose type matches
 */
public record ParkedFilter(
        TenantId tenant,
        @Nullable ProjectId project,
        @Nullable String sink,
        @Nullable String endpoint,
        ParkedEvent.@Nullable Reason reason,
        @Nullable TypePattern type) {

    /** Everything of a tenant. */
    public static ParkedFilter all(TenantId tenant) {
        return new ParkedFilter(tenant, null, null, null, null, null);
    }

    /** Whether it leaves nothing of its tenant out. */
    public boolean choosesAll() {
        return equals(all(tenant));
    }
}
