package dev.serai.route.version;

import dev.serai.audit.AuditRecord;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.tenant.TenantId;
import java.time.InstantSource;
import java.util.List;

/** Writes into the audit trail what is done to routes, in the transaction that does it. */
final class TrailOfRoutes {

    private final AuditRecords audit;
    private final Ksuid ksuid;
    private final InstantSource clock;

    TrailOfRoutes(AuditRecords audit, Ksuid ksuid, InstantSource clock) {
        this.audit = audit;
        this.ksuid = ksuid;
        this.clock = clock;
    }

    void write(String action, String name, RouteKind kind, int version, String author, String why) {
        audit.write(
                new AuditRecord(
                        "aud_" + ksuid.next(),
                        clock.instant(),
                        TenantId.DEFAULT,
                        author,
                        action,
                        name,
                        kind == RouteKind.SOURCE ? name : "",
                        why,
                        "version " + version,
                        List.of()));
    }
}
