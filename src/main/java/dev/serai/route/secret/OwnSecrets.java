package dev.serai.route.secret;

import dev.serai.signing.Secret;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code {{own-secret:NAME}}} means: the secret of that name of the source whose route is
 * being made, and nobody else's. Providers make secrets of any characters: it is {@link
 * LiteralText#armoured}.
 */
public final class OwnSecrets implements PropertiesFunction {

    /** How a route names its secret. */
    public static final String NAME = "own-secret";

    private final ThreadLocal<@Nullable Map<String, Secret>> current = new ThreadLocal<>();

    /** Makes a route whose secrets these are, on this thread. */
    public <T> T with(Map<String, Secret> secrets, Callable<T> making) throws Exception {
        current.set(secrets);
        try {
            return making.call();
        } finally {
            current.remove();
        }
    }

    /** Whether this thread is making a route: only then placeholders mean anything. */
    public boolean isMaking() {
        return current.get() != null;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String apply(String name) {
        Map<String, Secret> own = current.get();
        Secret secret = own == null ? null : own.get(name);
        if (secret == null) {
            throw new IllegalArgumentException(
                    "the source has no secret of its own \"" + name + "\"");
        }
        return LiteralText.armoured(secret.reveal());
    }
}
