package dev.serai.ingress;

import dev.serai.event.EventId;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.Owner;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * The authentic webhooks that could not be made events yet, as they came. Thread-safe; asks the
 * database and throws Spring's DataAccessException.
 */
public interface UnmappedWebhooks {

    /** Finds a kept webhook by the id that its event will have. */
    Optional<Unmapped> find(TenantId tenant, EventId id);

    /**
     * A kept webhook.
     *
     * @param id the id that its event will have
     * @param source the name of the source it came in at
     */
    record Unmapped(
            EventId id, Owner owner, String source, Instant receivedAt, RawRequest request) {}
}
