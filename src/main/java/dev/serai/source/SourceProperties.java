package dev.serai.source;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What seals the secrets of sources.
 *
 * @param masterKey 32 bytes in base64; empty for none
 */
@ConfigurationProperties("serai")
record SourceProperties(@DefaultValue("") String masterKey) {

    /** Without the key. */
    @Override
    public String toString() {
        return "SourceProperties[]";
    }
}
