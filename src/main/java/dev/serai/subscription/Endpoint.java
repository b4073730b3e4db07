package dev.serai.subscription;

import dev.serai.event.Event;
import dev.serai.signing.Secret;
import dev.serai.subscription.secret.EndpointSecrets;
import dev.serai.tenant.Owner;
import java.time.Instant;

/**
 * A customer's URL that wants events.
 *
 * @param id {@code ep_} and a KSUID
 * @param owner whose events it gets
 * @param settings what its owner may change
 * @param secrets sign what is sent to it
 */
public record Endpoint(
        String id,
        Owner owner,
        EndpointSettings settings,
        EndpointSecrets secrets,
        Instant createdAt,
        Instant updatedAt) {

    /** The text of the key that signs now. */
    public Secret secret() {
        return secrets.key().secret();
    }

    /** Whether it wants an event of its owner's now. */
    public boolean wants(Event event) {
        return !settings.disabled()
                && settings.wantsType(event.type())
                && settings.wants(event, new EventData(event));
    }

    /** The id only: its URL may hold a token. */
    @Override
    public String toString() {
        return id;
    }
}
