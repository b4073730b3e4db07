package dev.serai.route.lines;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where lines are written.
 *
 * @param dataDir the data folder
 */
@ConfigurationProperties("serai")
record LinesProperties(@DefaultValue("./data") String dataDir) {

    /** Not bound as a path: Spring would look for one of that name on the class path first. */
    Path folder() {
        return Path.of(dataDir).toAbsolutePath().normalize().resolve("lines");
    }
}
