package dev.serai.tenant;

import java.util.Objects;

/**
 * Names a tenant, the isolation boundary: no row of one tenant is ever shown to another.
 *
 * @param value 1 to 64 characters of {@code a-z A-Z 0-9 . _ -}
 */
public record TenantId(String value) {

    private static final int LENGTH_MAX = 64;

    /** The tenant of an installation that has only one. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        Objects.requireNonNull(value, "value");
        if (!IdText.isValid(value, LENGTH_MAX)) {
            throw new IllegalArgumentException(
                    "a tenant is 1 to 64 characters of a-z A-Z 0-9 . _ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
