package dev.serai.access;

import dev.serai.tenant.ProjectId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller may do. */
public sealed interface Role {

    /** Everything within the tenant. */
    record Admin() implements Role {}

    /** See everything within the tenant but secrets, and change nothing. */
    record Viewer() implements Role {}

    /**
     * What a project's own portal needs, and nothing of anybody else's.
     *
     * @param project the one project that there is for the caller
     * @param featureFlags which kinds of events are shown, beside those for everybody
     * @param session whose key it is, in the words of who asked for it, or null
     * @param key the key's hash, to log it out by
     */
    record Portal(
            ProjectId project,
            Set<Capability> capabilities,
            List<String> featureFlags,
            @Nullable String session,
            KeyHash key)
            implements Role {

        public Portal {
            capabilities = Set.copyOf(capabilities);
            featureFlags = List.copyOf(featureFlags);
        }
    }
}
