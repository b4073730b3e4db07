package dev.serai.ops;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the hub as a whole.
 *
 * @param dataDir where the embedded servers keep their data
 * @param libDir jars of components that are put beside the hub; read before anything else
 */
@ConfigurationProperties("serai")
record HubProperties(@DefaultValue("./data") String dataDir, @DefaultValue("./lib") String libDir) {

    /** Not bound as a path: Spring would look for one of that name on the class path first. */
    Path folder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }
}
