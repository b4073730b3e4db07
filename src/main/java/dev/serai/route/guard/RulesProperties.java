package dev.serai.route.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator lets routes use beyond the usual.
 *
 * @param allowedComponents by scheme
 * @param allowedBeans by name
 */
@ConfigurationProperties("serai.routes")
record RulesProperties(
        @DefaultValue List<String> allowedComponents, @DefaultValue List<String> allowedBeans) {}
