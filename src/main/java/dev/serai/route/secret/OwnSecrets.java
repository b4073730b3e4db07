package dev.serai.route.secret;

import dev.serai.signing.Secret;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.spi.PropertiesFunction;

/**
 * What {@code {{own-secret:NAME}}} means: the secret of that name of the source whose route is
 * being made, and nobody else's. One route is made at a time.
 */
public final class OwnSecrets implements PropertiesFunction {

    /** How a route names its secret. */
    public static final String NAME = "own-secret";

    private final AtomicReference<Map<String, Secret>> current = new AtomicReference<>(Map.of());

    /** Makes a route whose secrets these are. */
    public <T> T with(Map<String, Secret> secrets, Callable<T> making) throws Exception {
        current.set(secrets);
        try {
            return making.call();
        } finally {
            current.set(Map.of());
        }
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String apply(String name) {
        Secret secret = current.get().get(name);
        if (secret == null) {
            throw new IllegalArgumentException(
                    "the source has no secret of its own \"" + name + "\"");
        }
        return SecretFunction.usable(name, secret.reveal());
    }
}
