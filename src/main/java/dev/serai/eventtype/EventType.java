package dev.serai.eventtype;

import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A kind of event of a tenant's.
 *
 * @param name what events bear as their type, see {@link #isName}
 * @param description what its tenant says of it
 */
public record EventType(
        TenantId tenant,
        String name,
        Description description,
        Instant createdAt,
        Instant updatedAt) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,256}");

    /** Whether a text can be the name of one: 1 to 256 characters of {@code a-z A-Z 0-9 . _ -}. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The same, described anew. */
    public EventType with(Description other, Instant now) {
        return new EventType(tenant, name, other, createdAt, now);
    }
}
