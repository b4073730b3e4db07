package dev.serai.route.secret;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the secrets that routes name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretsProperties.class)
class SecretsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsConfiguration.class);

    /** What the quick start signs with; public knowledge, so never outside the embedded mode. */
    private static final Map<String, String> DEVELOPMENT_SECRETS =
            Map.of("razorpay", "razorpay-dev-secret");

    @Bean
    Secrets secrets(SecretsProperties properties, Environment environment) {
        Map<String, String> secrets = new HashMap<>();
        if (environment.getProperty("serai.database.url", "").isBlank()) {
            secrets.putAll(DEVELOPMENT_SECRETS);
        }
        secrets.putAll(properties.secrets());
        DEVELOPMENT_SECRETS.forEach(
                (name, secret) -> {
                    if (secret.equals(secrets.get(name))) {
                        LOG.warn(
                                "The secret of {} is the one of the quick start, which everybody"
                                        + " knows; set serai.secrets.{}",
                                name,
                                name);
                    }
                });
        return new Secrets(secrets);
    }

    @Bean
    OwnSecrets ownSecrets() {
        return new OwnSecrets();
    }

    @Bean
    NamedSecrets namedSecrets(Secrets secrets) {
        return new NamedSecrets(secrets);
    }

    @Bean
    CamelContextConfiguration secretsOfRoutes(Secrets secrets, OwnSecrets ownSecrets) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getPropertiesComponent()
                        .addPropertiesFunction(new SecretFunction(secrets, ownSecrets::isMaking));
                context.getPropertiesComponent().addPropertiesFunction(ownSecrets);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // The routes come later, when the whole hub is ready for them.
            }
        };
    }
}
