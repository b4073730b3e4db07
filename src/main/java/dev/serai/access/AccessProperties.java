package dev.serai.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the keys come from.
 *
 * @param apiKey the root key; empty to have one made in embedded mode
 * @param viewerKey a key that sees everything but secrets and changes nothing; empty for none
 * @param dataDir the folder that a made key is kept in
 * @param database says whether the hub runs in embedded mode
 */
@ConfigurationProperties("serai")
record AccessProperties(
        @DefaultValue("") String apiKey,
        @DefaultValue("") String viewerKey,
        @DefaultValue("./data") String dataDir,
        @DefaultValue Database database) {

    /** The database's URL, empty in embedded mode. */
    record Database(@DefaultValue("") String url) {}

    boolean embedded() {
        return database.url().isBlank();
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "AccessProperties[dataDir=" + dataDir + "]";
    }
}
