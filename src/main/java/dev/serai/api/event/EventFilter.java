package dev.serai.api.event;

import dev.serai.event.TypePattern;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Chooses events of one tenant; what is null chooses all.
 *
 * @param tenant whose they are
 * @param project of this project
 * @param type whose type matches
 * @param source from exactly this source
 * @param subject about exactly this subject
 * @param since accepted at this time or later
 * @param until accepted before this time
 */
record EventFilter(
        TenantId tenant,
        @Nullable ProjectId project,
        @Nullable TypePattern type,
        @Nullable String source,
        @Nullable String subject,
        @Nullable Instant since,
        @Nullable Instant until) {}
