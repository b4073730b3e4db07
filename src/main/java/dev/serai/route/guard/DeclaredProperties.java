package dev.serai.route.guard;

import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * What {@code {{NAME}}} means beyond a Kamelet's parameters: the few settings that routes may name.
 * Camel's own would give out every setting of the hub, passwords included.
 */
final class DeclaredProperties extends DefaultPropertiesParser {

    private static final String FILES = "files";

    private final Environment environment;
    private final Allowed allowed;

    DeclaredProperties(Environment environment, Allowed allowed) {
        this.environment = environment;
        this.allowed = allowed;
    }

    @Override
    public @Nullable String customLookup(String key) {
        if (key.equals(FILES)) {
            return allowed.files().toAbsolutePath().normalize().toString();
        }
        return Allowed.isSetting(key) ? environment.getProperty(key) : null;
    }
}
