package dev.serai.route.secret;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The secrets that routes name.
 *
 * @param secrets by name; {@code SERAI_SECRETS_RAZORPAY} in the environment
 */
@ConfigurationProperties("serai")
record SecretsProperties(@DefaultValue Map<String, String> secrets) {

    SecretsProperties {
        secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "SecretsProperties" + secrets.keySet();
    }
}
