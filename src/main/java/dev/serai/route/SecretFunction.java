package dev.serai.route;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertiesFunction;

/**
 * What {@code {{secret:NAME}}} in a route means: the secret of that name. {@code {{secret:NAME:}}}
 * may be missing, and is empty then.
 */
final class SecretFunction implements PropertiesFunction {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]+");

    private final Secrets secrets;

    SecretFunction(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String getName() {
        return "secret";
    }

    @Override
    public String apply(String remainder) {
        boolean optional = remainder.endsWith(":");
        String name = optional ? remainder.substring(0, remainder.length() - 1) : remainder;
        String value = secrets.find(name).orElse("");
        if (value.isEmpty() && !optional) {
            throw new IllegalArgumentException(
                    "there is no secret \""
                            + name
                            + "\": set serai.secrets."
                            + name
                            + ", or SERAI_SECRETS_"
                            + name.toUpperCase(Locale.ROOT).replaceAll("[-.]", "_")
                            + " in the environment");
        }
        return value.isEmpty() || PLAIN.matcher(value).matches() ? value : raw(name, value);
    }

    /** Camel puts options into a URI; only within RAW() does it leave every character alone. */
    private static String raw(String name, String value) {
        if (!value.contains(")")) {
            return fits(name, value, "RAW(" + value + ")");
        }
        if (!value.contains("}")) {
            return fits(name, value, "RAW{" + value + "}");
        }
        throw unusable(name);
    }

    private static String fits(String name, String value, String raw) {
        if (value.contains("{{") || value.contains("}}") || value.endsWith("}")) {
            throw unusable(name);
        }
        return raw;
    }

    private static IllegalArgumentException unusable(String name) {
        return new IllegalArgumentException(
                "the secret \""
                        + name
                        + "\" cannot be used in a route: it has both ) and }, or {{ or }}");
    }
}
