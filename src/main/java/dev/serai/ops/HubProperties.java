package dev.serai.ops;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the hub as a whole.
 *
 * @param dataDir where the embedded servers keep their data
 */
@ConfigurationProperties("serai")
record HubProperties(@DefaultValue("./data") Path dataDir) {}
