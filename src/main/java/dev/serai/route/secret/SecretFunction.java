package dev.serai.route.secret;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.camel.spi.PropertiesFunction;

/**
 * What {@code {{secret:NAME}}} in a route means: the secret of that name. {@code {{secret:NAME:}}}
 * may be missing, and is empty then.
 */
final class SecretFunction implements PropertiesFunction {

    private final Secrets secrets;
    private final BooleanSupplier isMakingRoute;

    /**
     * Tells secrets while a route is made, and never later: else who sends an event could name one
     * in it, where a route makes an address of what an event says.
     */
    SecretFunction(Secrets secrets, BooleanSupplier isMakingRoute) {
        this.secrets = secrets;
        this.isMakingRoute = isMakingRoute;
    }

    @Override
    public String getName() {
        return "secret";
    }

    @Override
    public String apply(String remainder) {
        if (!isMakingRoute.getAsBoolean()) {
            throw new IllegalArgumentException("a secret is named by a route, not by an event");
        }
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
        return usable(name, value);
    }

    /**
     * A secret as it may stand in a route.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static String usable(String name, String value) {
        if (!LiteralText.isOne(value)) {
            throw new IllegalArgumentException(
                    "the secret \""
                            + name
                            + "\" cannot be used in a route; one that can "
                            + LiteralText.TAKES);
        }
        return value;
    }
}
