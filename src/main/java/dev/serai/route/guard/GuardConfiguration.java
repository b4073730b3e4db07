package dev.serai.route.guard;

import dev.serai.route.table.DataSources;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Component;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what routes may use. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RulesProperties.class, PropertiesForRoutes.class})
class GuardConfiguration {

    private static final String COMPONENT = "-component";

    @Bean
    Allowed allowed(
            RulesProperties rules,
            PropertiesForRoutes properties,
            Environment environment,
            ObjectProvider<DataSources> dataSources,
            ConfigurableListableBeanFactory beans) {
        return Allowed.with(
                Set.copyOf(rules.allowedComponents()),
                own(beans),
                Set.copyOf(rules.allowedBeans()),
                properties.properties().keySet(),
                dataSources.stream().findFirst().map(DataSources::names).orElse(Set.of()),
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
}
