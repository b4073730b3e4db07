package dev.serai.api;

import dev.serai.audit.AuditRecord;
import java.time.Instant;

/**
 * Who took a refused request in, and why.
 *
 * @param id of the record in the audit trail
 * @param request the id of the refused request
 */
record AcceptanceView(String id, Instant at, String actor, String reason, String request) {

    static AcceptanceView of(AuditRecord record) {
        return new AcceptanceView(
                record.id(), record.at(), record.actor(), record.reason(), record.target());
    }
}
