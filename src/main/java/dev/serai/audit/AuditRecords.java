package dev.serai.audit;

import dev.serai.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail. Thread-safe; every method asks the database and throws Spring's
 * DataAccessException.
 */
public interface AuditRecords {

    /** Writes a record, in the caller's transaction if there is one. */
    void write(AuditRecord record);

    /** Tells what came of something. */
    void settle(String id, String outcome, List<String> events);

    /** Records of a tenant older than an id, or the newest ones; newest first. */
    List<AuditRecord> older(TenantId tenant, @Nullable String than, int limit);

    /** Records of a tenant newer than an id; oldest first. */
    List<AuditRecord> newer(TenantId tenant, String than, int limit);

    /** The record of how an event came to be, if a person made it so. */
    Optional<AuditRecord> ofEvent(TenantId tenant, String event);

    /** The latest record of something that was done to a target. */
    Optional<AuditRecord> ofTarget(TenantId tenant, String target);
}
