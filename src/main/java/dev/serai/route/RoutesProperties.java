package dev.serai.route;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the routes are.
 *
 * @param routesDir the folder with connectors, sources and sinks
 */
@ConfigurationProperties("serai")
record RoutesProperties(@DefaultValue(DEFAULT) Path routesDir) {

    private static final String DEFAULT = "./routes";

    boolean isDefault() {
        return routesDir.equals(Path.of(DEFAULT));
    }
}
