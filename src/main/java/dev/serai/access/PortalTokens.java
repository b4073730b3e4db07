package dev.serai.access;

import dev.serai.tenant.Owner;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys for the portals of projects: each is good for one project and for a while. Thread-safe;
 * every method asks the database, so that a key that was ended opens nothing any more anywhere.
 */
public interface PortalTokens {

    /** How long a key lives at most, and if nobody says. */
    Duration LIFE_MAX = Duration.ofDays(7);

    /**
     * What a key is good for.
     *
     * @param session whose it is, in the words of who asks for it, or null
     */
    record Grant(
            Owner owner,
            Set<Capability> capabilities,
            List<String> featureFlags,
            @Nullable String session) {

        public Grant {
            capabilities = Set.copyOf(capabilities);
            featureFlags = List.copyOf(featureFlags);
        }
    }

    /** Makes a key; it is told this once and kept as a hash only. */
    String make(Grant grant, Duration life);

    /** Who presents a key, unless there is none such or its time is over. */
    Optional<Caller> find(String key);

    /** Ends one key. */
    void end(KeyHash key);

    /**
     * Ends a project's keys after a while, those that do not end before.
     *
     * @param sessions only those of these sessions; none for all
     */
    void endAll(Owner owner, Collection<String> sessions, Duration after);
}
