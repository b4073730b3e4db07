package dev.serai.route.lines;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the component {@code lines:}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LinesProperties.class)
class LinesConfiguration {

    @Bean("lines-component")
    LinesComponent linesComponent(LinesProperties properties) {
        return new LinesComponent(properties.folder());
    }
}
