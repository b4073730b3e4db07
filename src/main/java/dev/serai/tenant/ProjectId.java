package dev.serai.tenant;

import java.util.Objects;

/**
 * Names a project for ever, whatever its uid becomes: {@code default}, or {@code app_} and a KSUID.
 *
 * @param value 1 to 256 characters of {@code a-z A-Z 0-9 . _ -}
 */
public record ProjectId(String value) {

    private static final int LENGTH_MAX = 256;

    /** The project that every tenant begins with. */
    public static final ProjectId DEFAULT = new ProjectId("default");

    public ProjectId {
        Objects.requireNonNull(value, "value");
        if (!IdText.isValid(value, LENGTH_MAX)) {
            throw new IllegalArgumentException(
                    "a project is 1 to 256 characters of a-z A-Z 0-9 . _ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
