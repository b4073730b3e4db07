package dev.serai.seal;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What seals the secrets of sources and endpoints.
 *
 * @param masterKey seals and opens: 32 bytes in base64; empty for none
 * @param otherMasterKeys open only: while the key is being changed
 */
@ConfigurationProperties("serai")
record SealProperties(
        @DefaultValue("") String masterKey, @DefaultValue List<String> otherMasterKeys) {

    /** Without the keys. */
    @Override
    public String toString() {
        return "SealProperties[]";
    }
}
