package dev.serai.route.guard;

import dev.serai.route.jq.BoundedJq;
import dev.serai.route.table.DataSources;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.ContextEvents;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesParser;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.StartupConditionStrategy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.spi.CamelBeanPostProcessor;
import org.apache.camel.support.ResetableClock;
import org.apache.hc.client5.http.impl.ChainElement;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
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

    @Bean
    Guard guard(Allowed allowed) {
        return new Guard(allowed);
    }

    /** As Camel's own configuration makes it, but guarded. Spring ends it as a part of its life. */
    @Bean(destroyMethod = "")
    CamelContext camelContext(
            ApplicationContext application,
            CamelConfigurationProperties properties,
            CamelBeanPostProcessor postProcessor,
            StartupConditionStrategy startup,
            Guard guard)
            throws Exception {
        CamelSpringBootApplicationController controller =
                new CamelSpringBootApplicationController(application);
        CamelContext context = new GuardedContext(application, controller, guard);
        context.getClock().add(ContextEvents.BOOT, new ResetableClock());
        controller.setCamelContext(context);
        postProcessor.setCamelContext(context);
        ExtendedCamelContext extension = context.getCamelContextExtension();
        extension.addContextPlugin(CamelBeanPostProcessor.class, postProcessor);
        extension.addContextPlugin(StartupConditionStrategy.class, startup);
        return CamelAutoConfiguration.doConfigureCamelContext(
                application, context, properties, controller);
    }

    /** Camel looks for a language under this name before it makes one. */
    @Bean("jq-language")
    BoundedJq boundedJq() {
        return new BoundedJq();
    }

    @Bean
    PropertiesParser propertiesParser(Environment environment, Allowed allowed) {
        return new DeclaredProperties(environment, allowed);
    }

    /** Static, and without what it needs: a post-processor is made before all else. */
    @Bean
    static BeanPostProcessor closedProperties(ObjectProvider<PropertiesForRoutes> properties) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof PropertiesComponent component) {
                    component.setEnvironmentVariableMode(
                            PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                    component.setSystemPropertiesMode(
                            PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
                    component.setPropertiesFunctionResolver(new OnlyAddedFunctions());
                    component.addPropertiesFunction(
                            new PropertyFunction(properties.getObject().properties()));
                }
                return bean;
            }
        };
    }

    /** Both schemes are one component's. */
    @Bean
    ComponentCustomizer httpWithoutMetadata() {
        return ComponentCustomizer.builder(HttpComponent.class)
                .build(
                        http ->
                                http.setHttpClientConfigurer(
                                        client ->
                                                client.addExecInterceptorBefore(
                                                        ChainElement.PROTOCOL.name(),
                                                        "metadata",
                                                        new RefuseMetadata())));
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
