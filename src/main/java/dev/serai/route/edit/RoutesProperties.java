package dev.serai.route.edit;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the routes are.
 *
 * @param routesDir the folder with connectors, sources and sinks
 */
@ConfigurationProperties("serai")
record RoutesProperties(@DefaultValue(DEFAULT) String routesDir) {

    private static final String DEFAULT = "./routes";

    /** Not bound as a path: Spring would look for one of that name on the class path first. */
    Path folder() {
        return Path.of(routesDir);
    }

    boolean isDefault() {
        return folder().equals(Path.of(DEFAULT));
    }
}
