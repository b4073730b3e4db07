package dev.serai.api.event;

import dev.serai.audit.AuditRecord;
import java.time.Instant;

/**
 * Who took in a request that nothing proves, and why.
 *
 * @param id of the record in the audit trail
 * @param action how: request.accept, source.reconcile
 * @param request the id of the refused request; the source that was reconciled
 */
public record AcceptanceView(
        String id, Instant at, String actor, String action, String reason, String request) {

    public static AcceptanceView of(AuditRecord record) {
        return new AcceptanceView(
                record.id(),
                record.at(),
                record.actor(),
                record.action(),
                record.reason(),
                record.target());
    }
}
