package dev.serai.eventtype;

import dev.serai.tenant.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of events are asked for.
 *
 * @param archived whether archived ones too
 * @param featureFlags only those without flags or with one of these; null for all
 */
public record EventTypeFilter(
        TenantId tenant, boolean archived, @Nullable List<String> featureFlags) {}
