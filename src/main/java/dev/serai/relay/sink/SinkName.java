package dev.serai.relay.sink;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names a place that events go to; its cursors are kept under this name.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 -}, a letter first
 */
public record SinkName(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public SinkName {
        Objects.requireNonNull(value, "value");
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a sink's name is 1 to 63 characters of a-z 0-9 -, a letter first; not \""
                            + value
                            + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
