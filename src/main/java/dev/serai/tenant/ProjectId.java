package dev.serai.tenant;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names a project for ever, whatever its uid becomes: {@code default}, or {@code app_} and a KSUID.
 *
 * @param value 1 to 256 characters of {@code a-z A-Z 0-9 . _ -}
 */
public record ProjectId(String value) {

    // First: the constants below are checked against it.
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._-]{1,256}");

    /** The project that every tenant begins with. */
    public static final ProjectId DEFAULT = new ProjectId("default");

    public ProjectId {
        Objects.requireNonNull(value, "value");
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a project is 1 to 256 characters of a-z A-Z 0-9 . _ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
