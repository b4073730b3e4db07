package dev.serai.route.guard;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Component;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what routes may use. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RulesProperties.class, PropertiesForRoutes.class})
class GuardConfiguration {

    private static final String COMPONENT = "-component";

    /** Made by the hub where its database is the embedded one. */
    private static final String READ_MODEL = "read-model";

    @Bean
    Allowed allowed(
            RulesProperties rules,
            PropertiesForRoutes properties,
            Environment environment,
            ConfigurableListableBeanFactory beans) {
        return Allowed.with(
                Set.copyOf(rules.allowedComponents()),
                own(beans),
                Set.copyOf(rules.allowedBeans()),
                properties.properties().keySet(),
                dataSources(environment),
                Path.of(environment.getProperty("serai.data-dir", "./data"), "files"));
    }

    /** The hub's own components are beans; their names say their schemes. */
    private static Set<String> own(ConfigurableListableBeanFactory beans) {
        Set<String> own = new TreeSet<>();
        for (String name : beans.getBeanNamesForType(Component.class, true, false)) {
            if (name.endsWith(COMPONENT)) {
                own.add(name.substring(0, name.length() - COMPONENT.length()));
            }
        }
        return own;
    }

    private static Set<String> dataSources(Environment environment) {
        Set<String> names = new TreeSet<>();
        names.add(READ_MODEL);
        names.addAll(
                Binder.get(environment)
                        .bind("serai.data-sources", Bindable.mapOf(String.class, Map.class))
                        .map(Map::keySet)
                        .orElse(Set.of()));
        return names;
    }
}
