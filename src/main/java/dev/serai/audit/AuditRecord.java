package dev.serai.audit;

import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person did.
 *
 * @param id {@code aud_} and a KSUID
 * @param actor who
 * @param action what, dotted: {@code request.accept}
 * @param target the id of what it was done to
 * @param source the source that it was about
 * @param reason why, in the actor's words
 * @param outcome what came of it; null while it is under way, or when the hub ended on the way
 * @param events the ids of the events that came of it
 */
public record AuditRecord(
        String id,
        Instant at,
        TenantId tenant,
        String actor,
        String action,
        String target,
        String source,
        String reason,
        @Nullable String outcome,
        List<String> events) {

    public AuditRecord {
        events = List.copyOf(events);
    }
}
